using System.IO.Compression;
using System.Xml.Linq;

namespace PackageConsumer;

/// <summary>What is in the packages.</summary>
[TestClass]
public sealed class PackageTests
{
    // Central pinning adds the versions that we pin of what the engines need: System.Numerics.Tensors, SharpZipLib, SkiaSharp.
    [TestMethod]
    [DataRow("VaeOnnx.Contracts", "")]
    [DataRow("VaeOnnx.Contracts.Onnx", "Google.Protobuf")]
    [DataRow("VaeOnnx.Export", "Google.Protobuf Microsoft.ML.OnnxRuntime.Managed SharpZipLib SkiaSharp System.Numerics.Tensors TorchSharp VaeOnnx.Contracts VaeOnnx.Contracts.Onnx")]
    [DataRow("VaeOnnx.Runtime", "Microsoft.ML.OnnxRuntime.Managed System.Numerics.Tensors VaeOnnx.Contracts")]
    [DataRow("VaeOnnx.Runtime.DependencyInjection", "Microsoft.Extensions.Configuration.Binder Microsoft.Extensions.Diagnostics.HealthChecks Microsoft.Extensions.Hosting.Abstractions Microsoft.Extensions.Options.ConfigurationExtensions Microsoft.ML.OnnxRuntime.Managed System.Numerics.Tensors VaeOnnx.Runtime")]
    public void Package_Contents_AreDescribedDocumentedAndFreeOfNatives(string name, string dependencies)
    {
        using var package = ZipFile.OpenRead(Places.Package(name));
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();
        Assert.Contains("README.md", files);
        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        Assert.IsFalse(files.Any(file => file.StartsWith("runtimes/", StringComparison.Ordinal)), "A library brings no natives.");

        using var nuspec = package.GetEntry($"{name}.nuspec")!.Open();
        var metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        Assert.AreEqual("MIT", Value("license"));
        Assert.AreEqual("README.md", Value("readme"));
        Assert.Contains("vae", Value("tags")!);
        Assert.IsGreaterThan(40, Value("description")!.Length);
        Assert.AreEqual(dependencies, string.Join(' ', metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal)));

        string? Value(string element) => metadata.Elements().SingleOrDefault(child => child.Name.LocalName == element)?.Value;
    }

    [TestMethod]
    [DataRow("VaeOnnx.Contracts")]
    [DataRow("VaeOnnx.Contracts.Onnx")]
    [DataRow("VaeOnnx.Export")]
    [DataRow("VaeOnnx.Runtime")]
    [DataRow("VaeOnnx.Runtime.DependencyInjection")]
    public void Symbols_Sources_NameNoFolderOfTheBuildersMachine(string name)
    {
        using var package = ZipFile.OpenRead(Places.Package(name, "snupkg"));
        using var pdb = package.GetEntry($"lib/net10.0/{name}.pdb")!.Open();
        var symbols = new Symbols(pdb);
        Assert.IsNotEmpty(symbols.Documents);
        Assert.AreEqual("", string.Join(", ", symbols.Documents.Select(document => document.Name).Where(document => !document.StartsWith("/_", StringComparison.Ordinal))));
    }
}
