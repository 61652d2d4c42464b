using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class ResidualUNetTests
{
    [TestMethod]
    [DataRow(1, 2, 8, 8)]
    [DataRow(1, 2, 40, 16)]
    [DataRow(3, 1, 4, 12)]
    [DataRow(3, 4, 16, 48)]
    public void Forward_AnyMultiple_KeepsTheSizeAndTheRange(int channels, int unshuffle, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var net = new ResidualUNet(new ResidualUNetConfig { Channels = channels, Unshuffle = unshuffle, Widths = [6, 8, 10], Blocks = 1 }, seed: 1);
        net.eval();

        var clean = net.call((rand(2, channels, height, width) * 3f) - 1f);

        CollectionAssert.AreEqual(new long[] { 2, channels, height, width }, clean.shape);
        Assert.IsTrue(clean.min().item<float>() >= 0f && clean.max().item<float>() <= 1f);
        Assert.AreEqual(0, height % net.Tiling.Multiple);
    }

    [TestMethod]
    public void Forward_TrainingAndEvalLayouts_ComputeTheSame()
    {
        using var scope = NewDisposeScope();
        using var net = new ResidualUNet(new ResidualUNetConfig { Widths = [6, 8], Blocks = 1 }, seed: 1);
        var images = (rand(2, 1, 16, 16) * 0.5f) + 0.25f;

        net.train();
        var trained = net.call(images).clamp(0, 1);
        net.eval();

        Assert.IsTrue((trained - net.call(images)).abs().max().item<float>() < Tolerances.GraphOutput);
    }

    [TestMethod]
    public void Constructor_SameSeed_GivesTheSameWeights()
    {
        var config = new ResidualUNetConfig { Widths = [6, 8], Blocks = 1 };
        using var first = new ResidualUNet(config, seed: 5);
        using var second = new ResidualUNet(config, seed: 5);
        using var other = new ResidualUNet(config, seed: 6);

        CollectionAssert.AreEqual(Weights.Of(first), Weights.Of(second));
        CollectionAssert.AreNotEqual(Weights.Of(first), Weights.Of(other));
    }

    [TestMethod]
    public void Halo_DefaultBlocks_IsHowFarTheFurthestPixelSees()
    {
        using var net = new ResidualUNet(new ResidualUNetConfig { Widths = [2, 2, 2] }, seed: 1);

        Assert.AreEqual(SeenFrom.Furthest(net, net.Tiling, images => net.call(images)), net.Tiling.Halo);
    }

    [TestMethod]
    public void Export_FreeSizes_ComputesTheSameAtEach()
    {
        using var scope = NewDisposeScope();
        using var net = new ResidualUNet(new ResidualUNetConfig { Widths = [6, 8, 10], Blocks = 1 }, seed: 1);
        net.eval();

        var model = OnnxExporter.Export(net, TensorSpec.Float32(TensorNames.Images, Dimension.Batch, 1, Dimension.Named("height"), Dimension.Named("width")));

        Assert.AreEqual("output: float32 [batch,1,height,width]", model.Outputs[0].ToString());
        Assert.IsTrue(model.VerifyAgainst(net, [[rand(1, 1, 8, 8)], [rand(3, 1, 96, 64)], [rand(2, 1, 16, 328)]]).Passed);
    }

    [TestMethod]
    public void Constructor_NoLevel_IsRefused()
    {
        var refusal = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ResidualUNet(new ResidualUNetConfig { Widths = [] }));

        StringAssert.Contains(refusal.Message, "32,64,128", StringComparison.Ordinal);
    }
}
