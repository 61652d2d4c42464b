using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Quantization;

[TestClass]
public sealed class OnnxQuantizerTests
{
    // 8 bits a value and a weight: the error of a layer is some 45 dB below its output, and of a few layers some 40.
    private const double LeastSignalToNoise = 30;

    private static readonly TensorSpec Images = TensorSpec.Float32("images", Dimension.Batch, 1, 28, 28);

    [TestMethod]
    public void Quantize_OneLayer_IsTheProductRoundedByHand()
    {
        // x in [0, 2.55]: scale 0.01. Weights 1.27 and -0.635 in the first channel: scale 0.01, integers 127 and -64 (63.5 to even).
        using var layer = nn.Linear(2, 1);
        using (no_grad())
        {
            layer.weight!.copy_(tensor([1.27f, -0.635f]).reshape(1, 2));
            layer.bias!.copy_(tensor([0.5f]));
        }

        layer.eval();
        var model = OnnxExporter.Export(layer, TensorSpec.Float32("x", Dimension.Batch, 2));
        var quantized = OnnxQuantizer.Quantize(model, [[tensor([0f, 2.55f]).reshape(1, 2)]]);

        var found = QuantizedGraph.Run(quantized, tensor([1.004f, 0.507f, 9f, -1f]).reshape(2, 2));

        // 1.004 → 100, 0.507 → 51: (100·127 − 51·64)·1e-4 + 0.5; beyond the range: 255 and 0.
        Assert.AreEqual(((100 * 127) - (51 * 64)) * 1e-4 + 0.5, found[0], 1e-5);
        Assert.AreEqual((255 * 127) * 1e-4 + 0.5, found[1], 1e-5);
    }

    [TestMethod]
    [DataRow(ActivationType.UInt8, RangeMethod.MinMax)]
    [DataRow(ActivationType.UInt8, RangeMethod.LeastSquares)]
    [DataRow(ActivationType.UInt8, RangeMethod.Percentile)]
    [DataRow(ActivationType.Int8, RangeMethod.MinMax)]
    public void Quantize_PaperCnn_IsNearAndAQuarter(ActivationType activations, RangeMethod ranges)
    {
        using var scope = NewDisposeScope();
        using var cnn = new PaperCnn(new ImageSpec { Channels = 1, Height = 28, Width = 28 }, 10, seed: 3);
        cnn.eval();
        var model = OnnxExporter.Export(cnn, Images);

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(16, 1, 28, 28), new QuantizationOptions { Activations = activations, Ranges = ranges });

        var images = QuantizedGraph.Uniform(9, 8, 1, 28, 28);
        Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(QuantizedGraph.Run(model, images), QuantizedGraph.Run(quantized, images)));
        Assert.IsLessThan(0.27, quantized.ToBytes().Length / (double)model.ToBytes().Length);
        CollectionAssert.AreEqual(model.Inputs.Concat(model.Outputs).Select(tensor => tensor.ToString()).ToArray(), quantized.Inputs.Concat(quantized.Outputs).Select(tensor => tensor.ToString()).ToArray());
    }

    [TestMethod]
    public void Quantize_PaperCnn_RunsOnIntegerKernelsFromEndToEnd()
    {
        using var scope = NewDisposeScope();
        using var cnn = new PaperCnn(new ImageSpec { Channels = 1, Height = 28, Width = 28 }, 10);
        cnn.eval();

        var quantized = OnnxQuantizer.Quantize(OnnxExporter.Export(cnn, Images), QuantizedGraph.Batches(4, 1, 28, 28));

        Assert.DoesNotContain("Relu", QuantizedGraph.Operators(quantized), "rounding to a range from 0 does it");
        CollectionAssert.AreEqual(
            (string[])["QuantizeLinear", "QLinearConv", "MaxPool", "QLinearConv", "MaxPool", "Reshape", "QGemm", "QGemm"],
            QuantizedGraph.FusedOperators(quantized));
    }

    [TestMethod]
    public void Quantize_PaperCnn_StatesTheShapeOfEveryValue()
    {
        using var scope = NewDisposeScope();
        using var cnn = new PaperCnn(new ImageSpec { Channels = 1, Height = 28, Width = 28 }, 10);
        cnn.eval();

        var graph = OnnxQuantizer.Quantize(OnnxExporter.Export(cnn, Images), QuantizedGraph.Batches(4, 1, 28, 28)).Proto.Graph;

        CollectionAssert.AreEquivalent(
            graph.Node.SelectMany(node => node.Output).ToArray(),
            graph.ValueInfo.Concat(graph.Output).Select(value => value.Name).ToArray());
        // 28 → 24 after the first convolution → 12 after the pooling; quantised to uint8.
        var pooled = graph.ValueInfo.Single(value => value.Name == "MaxPool.quantized").Type.TensorType;
        CollectionAssert.AreEqual((long[])[0, 20, 12, 12], pooled.Shape.Dim.Select(axis => axis.DimValue).ToArray());
        Assert.AreEqual("batch", pooled.Shape.Dim[0].DimParam);
        Assert.AreEqual((int)VaeOnnx.Contracts.Onnx.TensorProto.Types.DataType.Uint8, pooled.ElemType);
    }

    [TestMethod]
    public void Quantize_TwoHeads_KeepsTheOutputsInFloat()
    {
        using var scope = NewDisposeScope();
        using var vae = new MlpVae(new MlpVaeConfig(), seed: 4);
        vae.eval();
        var model = OnnxExporter.Export(new VaeEncoder(vae), Images);

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(16, 1, 28, 28));

        var images = QuantizedGraph.Uniform(9, 8, 1, 28, 28);
        foreach (var output in (int[])[0, 1])
            Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(QuantizedGraph.Run(model, images, output), QuantizedGraph.Run(quantized, images, output)));
        CollectionAssert.AreEqual((string[])["QuantizeLinear", "Reshape", "QGemm", "QGemm", "QGemm"], QuantizedGraph.FusedOperators(quantized));
    }

    [TestMethod]
    public void Quantize_BatchNormBetween_GoesIntoTheConvolution()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Conv2d(2, 8, 3, padding: 1), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 4, 3, stride: 2));
        var model = QuantizedGraph.Export(net, TensorSpec.Float32("images", Dimension.Batch, 2, 12, 12));

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(8, 2, 12, 12));

        var images = QuantizedGraph.Uniform(9, 4, 2, 12, 12);
        Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(QuantizedGraph.Run(model, images), QuantizedGraph.Run(quantized, images)));
        CollectionAssert.AreEqual((string[])["QuantizeLinear", "QLinearConv", "QLinearConv", "DequantizeLinear"], QuantizedGraph.FusedOperators(quantized));
    }

    [TestMethod]
    public void Quantize_TransposedConvolution_StaysFloatBetweenIntegerLayers()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Conv2d(1, 6, 3), nn.ReLU(), nn.ConvTranspose2d(6, 4, 4, stride: 2), nn.ReLU(), nn.Conv2d(4, 1, 3), nn.Sigmoid());
        var model = QuantizedGraph.Export(net, TensorSpec.Float32("images", Dimension.Batch, 1, 10, 10));

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(8, 1, 10, 10));

        var images = QuantizedGraph.Uniform(9, 4, 1, 10, 10);
        Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(QuantizedGraph.Run(model, images), QuantizedGraph.Run(quantized, images)));
        var fused = QuantizedGraph.FusedOperators(quantized);
        Assert.AreEqual(2, fused.Count(type => type == "QLinearConv"), string.Join(' ', fused));
        Assert.Contains("ConvTranspose", fused);
    }

    [TestMethod]
    public void Quantize_ValueWithTwoReaders_KeepsItsReluAndBothReaders()
    {
        using var scope = NewDisposeScope();
        using var net = new ReluBesideSkip();
        var model = QuantizedGraph.Export(net, TensorSpec.Float32("x", Dimension.Batch, 16));

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(32, 16));

        var x = QuantizedGraph.Uniform(9, 8, 16);
        Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(QuantizedGraph.Run(model, x), QuantizedGraph.Run(quantized, x)));
        Assert.Contains("Relu", QuantizedGraph.Operators(quantized));
    }

    [TestMethod]
    public void Quantize_ProductOfSequences_QuantizesEachColumn()
    {
        using var scope = NewDisposeScope();
        using var net = nn.Linear(12, 5, hasBias: false);
        var model = QuantizedGraph.Export(net, TensorSpec.Float32("x", Dimension.Batch, 7, 12)); // rank 3: MatMul, not Gemm

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(8, 7, 12));

        var x = QuantizedGraph.Uniform(9, 3, 7, 12);
        Assert.IsGreaterThan(LeastSignalToNoise, QuantizedGraph.SignalToNoise(QuantizedGraph.Run(model, x), QuantizedGraph.Run(quantized, x)));
        Assert.Contains("MatMulIntegerToFloat", QuantizedGraph.FusedOperators(quantized));
    }

    [TestMethod]
    public void Quantize_LargeBiasOverTinyWeights_KeepsTheBias()
    {
        // Alone, the weights' scale would put the bias at 1 / (1e-9 / 127 · 1 / 255), far beyond int32.
        using var layer = nn.Linear(2, 1);
        using (no_grad())
        {
            layer.weight!.copy_(tensor([1e-9f, -1e-9f]).reshape(1, 2));
            layer.bias!.copy_(tensor([1f]));
        }

        layer.eval();
        var quantized = OnnxQuantizer.Quantize(OnnxExporter.Export(layer, TensorSpec.Float32("x", Dimension.Batch, 2)), QuantizedGraph.Batches(4, 2));

        Assert.AreEqual(1f, QuantizedGraph.Run(quantized, tensor([0.5f, 0.5f]).reshape(1, 2))[0], 1e-6f);
    }

    [TestMethod]
    public void Quantize_FloatNode_StaysAsItWas()
    {
        using var scope = NewDisposeScope();
        using var vae = new MlpVae(new MlpVaeConfig());
        vae.eval();
        var model = OnnxExporter.Export(new VaeEncoder(vae), Images);
        var all = OnnxQuantizer.NodesOf(model);

        var quantized = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(4, 1, 28, 28), new QuantizationOptions { FloatNodes = [all[^1].Name] });

        Assert.HasCount(3, all);
        var fused = QuantizedGraph.FusedOperators(quantized);
        Assert.AreEqual((2, 1), (fused.Count(type => type == "QGemm"), fused.Count(type => type == "Gemm")), string.Join(' ', fused));
    }

    [TestMethod]
    public void Quantize_UnknownFloatNode_NamesTheOnesThatThereAre()
    {
        using var layer = nn.Linear(2, 1);
        layer.eval();
        var model = OnnxExporter.Export(layer, TensorSpec.Float32("x", Dimension.Batch, 2));

        var failure = Assert.ThrowsExactly<ArgumentException>(() => OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(4, 2), new QuantizationOptions { FloatNodes = ["nowhere"] }));

        Assert.Contains("'nowhere'", failure.Message);
        Assert.Contains($"'{OnnxQuantizer.NodesOf(model)[0].Name}'", failure.Message);
    }

    [TestMethod]
    public void Quantize_NothingToQuantize_SaysSo()
    {
        using var net = nn.ReLU();
        var model = OnnxExporter.Export(net, TensorSpec.Float32("x", Dimension.Batch, 2));

        Assert.Contains("nothing to quantise", Assert.ThrowsExactly<VaeOnnxException>(() => OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(4, 2))).Message);
    }

    [TestMethod]
    public void Quantize_InputThatIsNotFinite_IsRefused()
    {
        using var layer = nn.Linear(2, 1);
        layer.eval();
        var model = OnnxExporter.Export(layer, TensorSpec.Float32("x", Dimension.Batch, 2));

        Assert.Contains("'x' is not finite", Assert.ThrowsExactly<VaeOnnxException>(() => OnnxQuantizer.Quantize(model, [[tensor([float.NaN, 1f]).reshape(1, 2)]])).Message);
    }

    [TestMethod]
    public void Quantize_Again_GivesTheSameBytesAndTheMetadataAskedFor()
    {
        using var scope = NewDisposeScope();
        using var cnn = new PaperCnn(new ImageSpec { Channels = 1, Height = 28, Width = 28 }, 10);
        cnn.eval();
        var model = OnnxExporter.Export(cnn, new ExportOptions { Metadata = new Dictionary<string, string> { ["kept"] = "1", ["replaced"] = "2" } }, Images);
        var options = new QuantizationOptions { Metadata = new Dictionary<string, string> { ["replaced"] = "3" } };

        var first = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(4, 1, 28, 28), options);
        var second = OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(4, 1, 28, 28), options);

        CollectionAssert.AreEqual(first.ToBytes(), second.ToBytes());
        CollectionAssert.AreEqual((string[])["kept=1", "replaced=3"], first.Proto.MetadataProps.Select(entry => $"{entry.Key}={entry.Value}").ToArray());
    }

    [TestMethod]
    public void Load_SavedModel_QuantizesLikeTheOriginal()
    {
        using var scope = NewDisposeScope();
        using var vae = new MlpVae(new MlpVaeConfig());
        vae.eval();
        var model = OnnxExporter.Export(new VaeEncoder(vae), Images);
        var path = Path.GetTempFileName();
        model.Save(path);

        var loaded = OnnxModel.Load(path);
        File.Delete(path);

        CollectionAssert.AreEqual(model.ToBytes(), loaded.ToBytes());
        CollectionAssert.AreEqual(OnnxQuantizer.Quantize(model, QuantizedGraph.Batches(4, 1, 28, 28)).ToBytes(), OnnxQuantizer.Quantize(loaded, QuantizedGraph.Batches(4, 1, 28, 28)).ToBytes());
    }

    [TestMethod]
    public void Load_NoModel_NamesTheFile()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "no model");

        var failure = Assert.ThrowsExactly<VaeOnnxException>(() => OnnxModel.Load(path));
        File.Delete(path);

        Assert.Contains(path, failure.Message);
    }

    [TestMethod]
    public void MeasureSensitivity_CoarseLayer_ComesFirst()
    {
        // One huge weight makes the steps of all others in its channel coarse.
        using var scope = NewDisposeScope();
        using var net = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 4));
        var model = QuantizedGraph.Export(net, TensorSpec.Float32("x", Dimension.Batch, 16));
        var fine = OnnxQuantizer.MeasureSensitivity(model, QuantizedGraph.Batches(32, 16));
        using (no_grad())
        {
            foreach (var row in Enumerable.Range(0, 4))
                ((torch.nn.Module<Tensor, Tensor>)net[2]).get_parameter("weight")![row, 15] = 1000f;
            // The input of the huge weights is always 0: only the rounding of the others is seen.
            ((torch.nn.Module<Tensor, Tensor>)net[0]).get_parameter("weight")![15].zero_();
            ((torch.nn.Module<Tensor, Tensor>)net[0]).get_parameter("bias")![15] = 0f;
        }

        var coarse = OnnxQuantizer.MeasureSensitivity(OnnxExporter.Export(net, TensorSpec.Float32("x", Dimension.Batch, 16)), QuantizedGraph.Batches(32, 16));

        Assert.HasCount(2, coarse);
        Assert.AreEqual(64, coarse[0].Node.Weights, "the last layer is the one that suffers");
        Assert.IsLessThan(10, coarse[0].SignalToNoise);
        Assert.IsGreaterThan(LeastSignalToNoise, fine[0].SignalToNoise);
        Assert.IsGreaterThan(coarse[0].SignalToNoise, coarse[1].SignalToNoise);
    }

    private sealed class ReluBesideSkip : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _first = nn.Linear(16, 16);
        private readonly TorchSharp.Modules.Linear _second = nn.Linear(16, 16);
        private readonly TorchSharp.Modules.Linear _third = nn.Linear(16, 16);

        public ReluBesideSkip()
            : base(nameof(ReluBesideSkip)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            var h = _first.call(x);
            return _second.call(nn.functional.relu(h)) + _third.call(h);
        }
    }
}
