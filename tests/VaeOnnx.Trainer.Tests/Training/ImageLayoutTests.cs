using Microsoft.VisualStudio.TestTools.UnitTesting;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class ImageLayoutTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void ChannelsLast_Images_KeepShapeAndValuesWithChannelsSideBySide(int channels)
    {
        using var scope = NewDisposeScope();
        var images = arange(2 * channels * 4 * 5, ScalarType.Float32).reshape(2, channels, 4, 5);

        var reordered = ImageLayout.ChannelsLast(images);

        CollectionAssert.AreEqual(images.shape, reordered.shape);
        CollectionAssert.AreEqual(images.data<float>().ToArray(), reordered.contiguous().data<float>().ToArray());
        CollectionAssert.AreEqual(new long[] { 20L * channels, 1, 5L * channels, channels }, reordered.stride());
    }

    [TestMethod]
    public void PrefersChannelsLast_ByTheModulesLayers()
    {
        var image = new ImageSpec { Channels = 1, Height = 28, Width = 28 };
        using var paper = new PaperCnn(image, classes: 10);
        using var residual = new ResidualCnn(new ResidualCnnConfig { Image = image, Classes = 10, Width = 8 });
        using var linear = nn.Linear(784, 10);

        Assert.IsTrue(ImageLayout.PrefersChannelsLast(paper));
        Assert.IsFalse(ImageLayout.PrefersChannelsLast(residual), "group normalisation");
        Assert.IsFalse(ImageLayout.PrefersChannelsLast(linear), "no convolution");
    }

    [TestMethod]
    public void ChannelsLast_ThroughTheClassifier_GivesTheSameLogitsAndGradients()
    {
        using var scope = NewDisposeScope();
        using var cnn = new PaperCnn(new ImageSpec { Channels = 3, Height = 20, Width = 18 }, classes: 4, seed: 1);
        var images = rand([8, 3, 20, 18], generator: new Generator(1));

        var (logits, gradient) = Run(cnn, images);
        var (reorderedLogits, reorderedGradient) = Run(cnn, ImageLayout.ChannelsLast(images));

        Assert.IsLessThan(Tolerances.GraphOutput, (logits - reorderedLogits).abs().max().item<float>());
        Assert.IsLessThan(Tolerances.GraphOutput, (gradient - reorderedGradient).abs().max().item<float>());
    }

    private static (Tensor Logits, Tensor Gradient) Run(PaperCnn cnn, Tensor images)
    {
        var logits = cnn.call(images);
        logits.square().mean().backward();
        var first = cnn.parameters().First();
        var gradient = first.grad!.clone();
        first.grad = null;
        return (logits.detach(), gradient);
    }
}
