using System.Reflection;
using VaeOnnx.Contracts;

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
    public void PublicTypes_OfTheRuntime_AreSealed()
    {
        var open = typeof(VaeBundle).Assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsSealed).Select(type => type.FullName);
        Assert.AreEqual("", string.Join(", ", open));
    }

    private static string[] ForeignReferences(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) || name == "System.Numerics.Tensors").Where(name => name is not ("System" or "mscorlib" or "netstandard"))];
}
