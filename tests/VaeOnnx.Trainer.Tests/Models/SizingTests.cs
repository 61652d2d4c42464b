using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class SizingTests
{
    [TestMethod]
    [DataRow(1, 28, 28, 60_000, 2, 3, 32, 32)]
    [DataRow(3, 100, 100, 1_650, 2, 5, 24, 64)]
    [DataRow(3, 97, 61, 200, 2, 4, 16, 8)]
    [DataRow(3, 256, 192, 20_000, 4, 4, 32, 256)]
    [DataRow(1, 8, 8, 1_000, 1, 2, 24, 8)]
    public void Vae_ImagesOfAnySize_GetsSizesThatWork(int channels, int height, int width, int count, int stride, int levels, int channelWidth, int latentDim)
    {
        var sizing = VaeSizing.For(new ImageSpec { Channels = channels, Height = height, Width = width }, count);

        Assert.AreEqual((stride, levels, channelWidth, latentDim), (sizing.Config.Stride, sizing.Config.Levels, sizing.Config.Width, sizing.Config.LatentDim));
        using var vae = new ConvVae(sizing.Config);
        Assert.IsFalse(sizing.Reason.Contains('\n', StringComparison.Ordinal));
        StringAssert.Contains(sizing.Reason, $"{channels}x{height}x{width}");
        StringAssert.Contains(sizing.Reason, $"{latentDim} latent units");
    }

    [TestMethod]
    public void Vae_SizesThatAreSet_AreUsedAndMarked()
    {
        var image = new ImageSpec { Channels = 3, Height = 100, Width = 100 };
        var sizing = VaeSizing.For(image, 1_650, levels: 3, latentDim: 20);

        Assert.AreEqual((3, 24, 20), (sizing.Config.Levels, sizing.Config.Width, sizing.Config.LatentDim));
        Assert.AreEqual("1,650 images 3x100x100: stride 2 and 3 levels (as set) lead to 13x13; width 24 for a few thousand images, 20 latent units (as set)", sizing.Reason);
        // 100 → 50 by the stride → 25, 13, 7, 4, 2: the sixth level has two pixels or more.
        Assert.AreEqual(5, VaeSizing.MostLevels(image));
        using var deepest = new ConvVae(VaeSizing.For(image, 1_650, levels: 5).Config);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => VaeSizing.For(image, 1_650, levels: 6));
        StringAssert.Contains(ClassifierSizing.For(image, 1_650, classes: 3, width: 8).Reason, "width 8 (as set)");
    }

    [TestMethod]
    [DataRow(3, 40)]
    [DataRow(40, 3)]
    public void Vae_ImagesTooSmall_SaysToEnlarge(int height, int width)
    {
        var thrown = Assert.ThrowsExactly<ArgumentException>(() => VaeSizing.For(new ImageSpec { Channels = 1, Height = height, Width = width }, 100));
        StringAssert.Contains(thrown.Message, "Enlarge them");
    }

    [TestMethod]
    public void Classifier_ImagesTooLarge_SaysToResize()
    {
        var thrown = Assert.ThrowsExactly<ArgumentException>(() => ClassifierSizing.For(new ImageSpec { Channels = 3, Height = 3000, Width = 4000 }, 100, classes: 2));
        StringAssert.Contains(thrown.Message, "Resize them");
    }

    [TestMethod]
    [DataRow(1, 28, 28, 1, 4)]
    [DataRow(3, 100, 100, 2, 4)]
    [DataRow(3, 1024, 700, 4, 4)]
    public void Classifier_ImagesOfAnySize_GetsSizesThatWork(int channels, int height, int width, int stride, int levels)
    {
        var sizing = ClassifierSizing.For(new ImageSpec { Channels = channels, Height = height, Width = width }, 1_000, classes: 10);

        Assert.AreEqual((stride, levels), (sizing.Config.Stride, sizing.Config.Levels));
        using var cnn = new ResidualCnn(sizing.Config);
    }
}
