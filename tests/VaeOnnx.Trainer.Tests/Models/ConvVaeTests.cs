using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class ConvVaeTests
{
    [TestMethod]
    [DataRow(1, 28, 28, 1)]
    [DataRow(3, 97, 61, 2)]
    [DataRow(3, 61, 97, 4)]
    [DataRow(4, 4, 5, 1)]
    public void Decode_AnyImageSize_KeepsTheImagesShape(int channels, int height, int width, int stride)
    {
        using var scope = NewDisposeScope();
        var image = new ImageSpec { Channels = channels, Height = height, Width = width };
        var vae = new ConvVae(new ConvVaeConfig { Image = image, Stride = stride, Levels = Math.Min(height, width) < 8 ? 1 : 3, Width = 8, LatentDim = 5 }, seed: 1);

        var (reconstruction, mu, logVar) = vae.call(rand(2, channels, height, width));

        CollectionAssert.AreEqual(new long[] { 2, channels, height, width }, reconstruction.shape);
        CollectionAssert.AreEqual(new long[] { 2, 5 }, mu.shape);
        CollectionAssert.AreEqual(new long[] { 2, 5 }, logVar.shape);
        Assert.IsTrue(reconstruction.min().item<float>() >= 0 && reconstruction.max().item<float>() <= 1);
    }

    [TestMethod]
    public void Constructor_SameSeed_GivesTheSameWeightsWhateverTorchDrewBefore()
    {
        var config = new ConvVaeConfig { Image = new ImageSpec { Channels = 1, Height = 12, Width = 12 }, Levels = 2, Width = 8, LatentDim = 2 };
        using var one = new ConvVae(config, seed: 7);
        using var drawn = randn(100);
        using var same = new ConvVae(config, seed: 7);
        using var other = new ConvVae(config, seed: 8);

        CollectionAssert.AreEqual(Weights.Of(one), Weights.Of(same));
        CollectionAssert.AreNotEqual(Weights.Of(one), Weights.Of(other));
        foreach (var (name, parameter) in one.named_parameters().Where(pair => pair.name.Contains("norm", StringComparison.Ordinal)))
            Assert.AreEqual(name.EndsWith("weight", StringComparison.Ordinal) ? parameter.numel() : 0, parameter.sum().item<float>(), $"{name}: norms start as the identity");
    }

    [TestMethod]
    public void Labels_OtherClass_ChangesPosteriorAndImage()
    {
        using var scope = NewDisposeScope();
        var vae = new ConvVae(new ConvVaeConfig { Image = new ImageSpec { Channels = 1, Height = 12, Width = 12 }, Levels = 2, Width = 8, LatentDim = 3, Classes = 2 }, seed: 1);
        var images = rand(1, 1, 12, 12).expand(2, -1, -1, -1);
        var z = rand(1, 3).expand(2, -1);
        var labels = eye(2);

        var (mu, _) = vae.Encode(images, labels);
        var decoded = vae.Decode(z, labels);

        Assert.IsFalse(mu[0].allclose(mu[1]));
        Assert.IsFalse(decoded[0].allclose(decoded[1]));
    }

    [TestMethod]
    public void Constructor_MoreLevelsThanTheImagesHave_SaysWhatToLower()
    {
        var image = new ImageSpec { Channels = 1, Height = 30, Width = 12 };

        var thrown = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ConvVae(new ConvVaeConfig { Image = image, Levels = 3, Stride = 2 }));

        StringAssert.Contains(thrown.Message, "30x12");
        StringAssert.Contains(thrown.Message, "Lower Levels or Stride");
    }

    [TestMethod]
    public void Residual_Fresh_IsTheIdentity()
    {
        using var scope = NewDisposeScope();
        var block = new ResidualBlock(8);
        SeededInitialization.Apply(nn.Sequential(block), seed: 1);
        var x = rand(2, 8, 5, 5);

        Assert.IsTrue(block.call(x).Equals(x));
    }
}
