using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class PaperCnnTests
{
    private static readonly ImageSpec Mnist = new() { Channels = 1, Height = 28, Width = 28 };

    [TestMethod]
    public void Parameters_Mnist_AreThePapers()
    {
        using var cnn = new PaperCnn(Mnist, 10);
        var shapes = cnn.named_parameters().ToDictionary(pair => pair.name, pair => string.Join(',', pair.parameter.shape));

        Assert.AreEqual("20,1,5,5", shapes["conv1.weight"]);
        Assert.AreEqual("50,20,5,5", shapes["conv2.weight"]);
        Assert.AreEqual("500,800", shapes["hidden.weight"], "28 → 24 → 12 → 8 → 4, 50·4·4 = 800");
        Assert.AreEqual("10,500", shapes["logits.weight"]);
    }

    [TestMethod]
    [DataRow(3, 16, 16, 2)]
    [DataRow(1, 31, 45, 7)]
    public void Forward_OtherSizes_GivesOneLogitAClass(int channels, int height, int width, int classes)
    {
        using var scope = NewDisposeScope();
        var cnn = new PaperCnn(new ImageSpec { Channels = channels, Height = height, Width = width }, classes);

        CollectionAssert.AreEqual(new long[] { 3, classes }, cnn.call(rand(3, channels, height, width)).shape);
    }

    [TestMethod]
    public void Constructor_ImagesTooSmallForTwoPooledConvolutions_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PaperCnn(new ImageSpec { Channels = 1, Height = 28, Width = 15 }, 10));
}
