using System.Reflection;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime.DependencyInjection;

namespace VaeOnnx.Runtime.Tests;

/// <summary>The arrows of docs/architecture.md: what an app embeds drags nothing else in.</summary>
[TestClass]
public sealed class ArchitectureTests
{
    [TestMethod]
    public void Runtime_References_AreTheEngineAndTheContracts() =>
        CollectionAssert.AreEquivalent(new[] { "Microsoft.ML.OnnxRuntime", "VaeOnnx.Contracts" }, ForeignReferences(typeof(VaeBundle).Assembly));

    [TestMethod]
    public void Contracts_References_AreTheBaseLibraryAlone() => Assert.IsEmpty(ForeignReferences(typeof(BundleManifest).Assembly));

    [TestMethod]
    public void DependencyInjection_References_AreTheRuntimeAndAbstractions() => CollectionAssert.AreEquivalent(
        new[] { "VaeOnnx.Contracts", "VaeOnnx.Runtime" },
        ForeignReferences(typeof(VaeOnnxOptions).Assembly).Where(name => !name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)).ToArray());

    [TestMethod]
    [DataRow(typeof(VaeBundle))]
    [DataRow(typeof(VaeOnnxOptions))]
    public void PublicTypes_OfWhatAnAppEmbeds_AreSealed(Type type)
    {
        var open = type.Assembly.GetExportedTypes().Where(exported => exported.IsClass && !exported.IsSealed).Select(exported => exported.FullName);
        Assert.AreEqual("", string.Join(", ", open));
    }

    private static string[] ForeignReferences(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || name == "System.Numerics.Tensors").Where(name => name is not ("System" or "mscorlib" or "netstandard"))];
}
