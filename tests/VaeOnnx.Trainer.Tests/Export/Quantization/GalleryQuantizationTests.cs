using VaeOnnx.Export;
using VaeOnnx.Export.Verification;
using VaeOnnx.Trainer.Tests.Export.Gallery;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Quantization;

/// <summary>Networks that nobody wrote for int8: skips, branches, gates, depthwise and transposed convolutions, attention.</summary>
[TestClass]
public sealed class GalleryQuantizationTests
{
    // The least of all networks of the gallery is 30.9 dB, on the very inputs that calibrate.
    private const double LeastSignalToNoise = 30;

    private static readonly string[] IntegerKernels = ["QLinearConv", "QGemm", "QLinearMatMul", "MatMulIntegerToFloat"];

    [TestMethod]
    [DataRow("MobileNetV2")]
    [DataRow("DenseNet")]
    [DataRow("ConvAutoencoder")]
    [DataRow("SpatialTransformer")]
    [DataRow("VisionTransformer")]
    [DataRow("WaveNet")]
    [DataRow("HighwayNet")]
    [DataRow("TextCnn")]
    [DataRow("DiffusionBlock")]
    [DataRow("ElmanLoop")]
    public void Quantize_Network_StaysNearOnIntegerKernels(string name)
    {
        using var scope = NewDisposeScope();
        var network = GalleryNetworks.All.Single(n => n.Name == name);
        using var module = network.Build();
        var model = ExportProof.Export(module, network.Inputs, new ExportOptions());
        var inputs = NetworkInput.Draw(network.Inputs, batch: 16, seed: 5);

        var quantized = OnnxQuantizer.Quantize(model, [inputs]);

        using var float32 = new OnnxEngine(model);
        using var int8 = new OnnxEngine(quantized);
        foreach (var (expected, found) in float32.Run(inputs).Zip(int8.Run(inputs)))
            Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(expected.data<float>().ToArray(), found.data<float>().ToArray()));
        var fused = QuantizedGraph.FusedOperators(quantized);
        Assert.AreEqual(OnnxQuantizer.NodesOf(model).Count, fused.Count(IntegerKernels.Contains), string.Join(' ', fused));
    }
}
