using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;
using VaeOnnx.Export;
using VaeOnnx.Export.Graph;
using VaeOnnx.Trainer.Tests.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Files;

/// <summary>Weights in a file of their own.</summary>
[TestClass]
public sealed class ExternalDataTests
{
    private static readonly TensorSpec Rows = TensorSpec.Float32("x", Dimension.Batch, 64);

    [TestMethod]
    public void Save_ExternalData_IsReadByOnnxRuntime()
    {
        using var folder = new TemporaryFolder();
        using var module = Network();
        var model = OnnxExporter.Export(module, Rows);
        var path = Path.Combine(folder.Path, "net.onnx");

        model.Save(path, ExternalData.Always);

        Assert.IsLessThan(4096, new FileInfo(path).Length, "The model file still holds weights.");
        using var whole = new InferenceSession(model.ToBytes());
        using var parted = new InferenceSession(path);
        CollectionAssert.AreEqual(Run(whole), Run(parted));
    }

    [TestMethod]
    public void Save_ExternalData_PutsWeightsOnPagesOfTheirOwn()
    {
        using var folder = new TemporaryFolder();
        using var module = Network();
        var path = Path.Combine(folder.Path, "net.onnx");

        OnnxExporter.Export(module, Rows).Save(path, ExternalData.Always);

        var moved = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Initializer.Where(tensor => tensor.ExternalData.Count > 0).ToArray();
        Assert.HasCount(2, moved);
        Assert.IsTrue(moved.All(tensor => tensor.ExternalData.Single(entry => entry.Key == "location").Value == "net.onnx.data"));
        CollectionAssert.AreEqual(new[] { "0", "32768" }, moved.Select(tensor => tensor.ExternalData.Single(entry => entry.Key == "offset").Value).ToArray());
    }

    [TestMethod]
    public void Save_Usually_WritesOneFile()
    {
        using var folder = new TemporaryFolder();
        using var module = Network();

        OnnxExporter.Export(module, Rows).Save(Path.Combine(folder.Path, "net.onnx"));

        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void ToBytes_BeyondTwoGigabytes_IsRefusedByName()
    {
        var model = Huge();

        var refusal = Assert.ThrowsExactly<ExportException>(() => model.ToBytes());

        StringAssert.Contains(refusal.Message, "external data", StringComparison.Ordinal);
        Assert.ThrowsExactly<ExportException>(() => model.Save(Stream.Null));
    }

    /// <summary>40 initializers that share one block of 64 MB: 2.5 GB to every reader, 64 MB in memory.</summary>
    private static OnnxModel Huge()
    {
        var block = UnsafeByteOperations.UnsafeWrap(new byte[64 << 20]);
        var model = new ModelProto { Graph = new GraphProto() };
        for (var index = 0; index < 40; index++)
            model.Graph.Initializer.Add(new TensorProto { Name = $"w{index}", DataType = (int)ElementType.Float32.ToOnnx(), RawData = block });
        return new OnnxModel(model, [], [], 17);
    }

    private static nn.Module<Tensor, Tensor> Network()
    {
        var module = nn.Sequential(("first", nn.Linear(64, 128)), ("second", nn.Linear(128, 8)));
        module.eval();
        return module;
    }

    private static float[] Run(InferenceSession session)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, 64).Select(value => value / 64f).ToArray(), [1, 64]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["x"], [input], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
