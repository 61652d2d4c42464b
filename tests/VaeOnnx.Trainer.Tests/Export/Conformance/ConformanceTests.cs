using System.Text.Json;
using VaeOnnx.Trainer.Tests.Export.Gallery;

namespace VaeOnnx.Trainer.Tests.Export.Conformance;

/// <summary>
/// Writes the gallery for engines that are not ours (see tests/conformance). With VAEONNX_CONFORMANCE the folder stays and holds several opsets;
/// without it one opset goes to a temporary folder.
/// </summary>
[TestClass]
public sealed class ConformanceTests
{
    private const string FolderVariable = "VAEONNX_CONFORMANCE";
    private static readonly int[] AllOpsets = [13, 15, 17, 19, 21];

    /// <summary>The names of the rows, as MSTest shows them.</summary>
    public static IEnumerable<object[]> Names => GalleryTests.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Write_Network_FilesHoldWhatTheSamplesSay(string name)
    {
        var kept = Environment.GetEnvironmentVariable(FolderVariable);
        var root = kept ?? Directory.CreateTempSubdirectory("conformance").FullName;
        var network = GalleryNetworks.All.Single(n => n.Name == name);
        foreach (var opset in kept is null ? [17] : AllOpsets.Where(opset => opset >= 16 || name != "SpatialTransformer")) // GridSample begins with 16
        {
            var folder = Path.Combine(root, FormattableString.Invariant($"{name}.opset{opset}"));
            ConformanceGraph.Write(folder, network, opset);
            AssertFilesMatch(folder);
        }

        if (kept is null)
            Directory.Delete(root, recursive: true);
    }

    [TestMethod]
    [DataRow("LeNet")]
    [DataRow("ResNetBasic")]
    [DataRow("TransformerClassifier")]
    public void Write_Int8Network_FilesHoldWhatTheSamplesSay(string name)
    {
        var kept = Environment.GetEnvironmentVariable(FolderVariable);
        var root = kept ?? Directory.CreateTempSubdirectory("conformance").FullName;
        foreach (var opset in kept is null ? [17] : AllOpsets)
        {
            var folder = Path.Combine(root, FormattableString.Invariant($"{name}.int8.opset{opset}"));
            ConformanceGraph.Write(folder, GalleryNetworks.All.Single(n => n.Name == name), opset, int8: true);
            AssertFilesMatch(folder);
        }

        if (kept is null)
            Directory.Delete(root, recursive: true);
    }

    private static void AssertFilesMatch(string folder)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "samples.json")));
        foreach (var sample in json.RootElement.GetProperty("samples").EnumerateArray())
        {
            foreach (var tensor in sample.GetProperty("inputs").EnumerateArray().Concat(sample.GetProperty("outputs").EnumerateArray()))
            {
                var elements = tensor.GetProperty("shape").EnumerateArray().Aggregate(1L, (product, size) => product * size.GetInt64());
                var width = tensor.GetProperty("type").GetString() switch { "int64" or "float64" => 8, "bool" or "uint8" => 1, _ => 4 };
                Assert.AreEqual(elements * width, new FileInfo(Path.Combine(folder, tensor.GetProperty("file").GetString()!)).Length, tensor.ToString());
            }
        }
    }
}
