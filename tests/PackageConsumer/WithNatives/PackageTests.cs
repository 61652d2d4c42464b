using System.IO.Compression;
using System.Xml.Linq;

namespace PackageConsumer;

/// <summary>What is in the packages.</summary>
[TestClass]
public sealed class PackageTests
{
    public static IEnumerable<string> All => Directory.GetFiles(Path.GetDirectoryName(Places.Package(""))!, $"*.{Places.Version}.nupkg").Select(path => Path.GetFileName(path)[..^$".{Places.Version}.nupkg".Length]).Order(StringComparer.Ordinal);

    [TestMethod]
    public void Packages_OfWhatAnAppEmbeds_AreThere() =>
        CollectionAssert.IsSubsetOf(new[] { "VaeOnnx.Contracts", "VaeOnnx.Runtime", "VaeOnnx.Runtime.DependencyInjection" }, All.ToArray());

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Package_Contents_AreDescribedDocumentedAndFreeOfNatives(string name)
    {
        using var package = ZipFile.OpenRead(Places.Package(name));
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();
        Assert.Contains("README.md", files);
        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        Assert.IsFalse(files.Any(file => file.StartsWith("runtimes/", StringComparison.Ordinal)), "A library brings no natives.");

        var metadata = Metadata(package, name);
        Assert.AreEqual("MIT", Value("license"));
        Assert.AreEqual("README.md", Value("readme"));
        Assert.Contains("vae", Value("tags"));
        Assert.IsGreaterThan(40, Value("description").Length);

        string Value(string element) => metadata.Elements().Single(child => child.Name.LocalName == element).Value;
    }

    // Central pinning adds System.Numerics.Tensors, which the engine's own package needs.
    [TestMethod]
    [DataRow("VaeOnnx.Contracts", "")]
    [DataRow("VaeOnnx.Runtime", "Microsoft.ML.OnnxRuntime.Managed System.Numerics.Tensors VaeOnnx.Contracts")]
    [DataRow("VaeOnnx.Runtime.DependencyInjection", "Microsoft.Extensions.Configuration.Binder Microsoft.Extensions.Diagnostics.HealthChecks Microsoft.Extensions.Hosting.Abstractions Microsoft.Extensions.Options.ConfigurationExtensions Microsoft.ML.OnnxRuntime.Managed System.Numerics.Tensors VaeOnnx.Runtime")]
    public void Dependencies_OfWhatAnAppEmbeds_AreFew(string name, string expected)
    {
        using var package = ZipFile.OpenRead(Places.Package(name));
        var dependencies = Metadata(package, name).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value);
        Assert.AreEqual(expected, string.Join(' ', dependencies.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Symbols_Sources_NameNoFolderOfTheBuildersMachine(string name)
    {
        using var package = ZipFile.OpenRead(Places.Package(name, "snupkg"));
        using var pdb = package.GetEntry($"lib/net10.0/{name}.pdb")!.Open();
        var symbols = new Symbols(pdb);
        Assert.IsNotEmpty(symbols.Documents);
        Assert.AreEqual("", string.Join(", ", symbols.Documents.Select(document => document.Name).Where(document => !document.StartsWith("/_", StringComparison.Ordinal))));
    }

    private static XElement Metadata(ZipArchive package, string name)
    {
        using var nuspec = package.GetEntry($"{name}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
