using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class MlpVaeTests
{
    [TestMethod]
    public void Parameters_PaperSizes_AreThePapers()
    {
        using var vae = new MlpVae(new MlpVaeConfig { LatentDim = 20 });
        var shapes = vae.named_parameters().ToDictionary(pair => pair.name, pair => string.Join(',', pair.parameter.shape));

        Assert.AreEqual("400,784", shapes["encoder.hidden.weight"]);
        Assert.AreEqual("20,400", shapes["encoder.mu.weight"]);
        Assert.AreEqual("20,400", shapes["encoder.logVar.weight"]);
        Assert.AreEqual("400,20", shapes["decoder.hidden.weight"]);
        Assert.AreEqual("784,400", shapes["decoder.pixels.weight"]);
        Assert.AreEqual(652_824, vae.parameters().Sum(parameter => parameter.numel()), "784·400+400 + 2·(400·20+20) + 20·400+400 + 400·784+784");
    }

    [TestMethod]
    [DataRow(1, 28, 28)]
    [DataRow(3, 9, 7)]
    public void Forward_AnyImageSize_KeepsTheImagesShape(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        var vae = new MlpVae(new MlpVaeConfig { Image = new ImageSpec { Channels = channels, Height = height, Width = width }, HiddenDim = 16, LatentDim = 5 });

        var (reconstruction, mu, logVar) = vae.call(rand(4, channels, height, width));

        CollectionAssert.AreEqual(new long[] { 4, channels, height, width }, reconstruction.shape);
        CollectionAssert.AreEqual(new long[] { 4, 5 }, mu.shape);
        CollectionAssert.AreEqual(new long[] { 4, 5 }, logVar.shape);
        Assert.IsTrue(reconstruction.min().item<float>() > 0 && reconstruction.max().item<float>() < 1, "pixel means lie in (0, 1)");
    }

    [TestMethod]
    public void Constructor_SameSeed_GivesTheSameWeightsWhateverTorchDrewBefore()
    {
        using var one = new MlpVae(new MlpVaeConfig { HiddenDim = 8, LatentDim = 2 }, seed: 7);
        using var drawn = randn(100);
        using var same = new MlpVae(new MlpVaeConfig { HiddenDim = 8, LatentDim = 2 }, seed: 7);
        using var other = new MlpVae(new MlpVaeConfig { HiddenDim = 8, LatentDim = 2 }, seed: 8);

        CollectionAssert.AreEqual(Weights.Of(one), Weights.Of(same));
        CollectionAssert.AreNotEqual(Weights.Of(one), Weights.Of(other));
    }

    [TestMethod]
    public void Constructor_Weights_AreUniformWithinTheBoundOfTheirFanIn()
    {
        using var vae = new MlpVae(new MlpVaeConfig(), seed: 3);
        var weights = vae.named_parameters().First(pair => pair.name == "encoder.hidden.weight").parameter;
        const double bound = 1 / 28.0; // 1/√784

        using var magnitudes = weights.abs();
        using var largest = magnitudes.max();
        using var mean = magnitudes.mean();
        Assert.IsTrue(largest.item<float>() is > (float)(0.999 * bound) and <= (float)bound, $"largest {largest.item<float>()}");
        Assert.AreEqual(bound / 2, mean.item<float>(), 0.005 * bound, "the mean of |U(-b, b)| is b/2");
    }

    [TestMethod]
    public void Reparameterize_KnownValues_IsMuPlusSigmaEpsilon()
    {
        using var scope = NewDisposeScope();
        var z = Vae.Reparameterize(tensor(new[] { 1f, -2f }), tensor(new[] { 0f, (float)Math.Log(4) }), tensor(new[] { 0.5f, -1f }));

        Assert.AreEqual(1.5, z[0].item<float>(), Tolerances.LossNats, "1 + 1·0.5");
        Assert.AreEqual(-4, z[1].item<float>(), Tolerances.LossNats, "-2 + 2·(-1)");
    }

    [TestMethod]
    public void Reconstructor_Images_IsTheDecodedMean()
    {
        using var scope = NewDisposeScope();
        var vae = new MlpVae(new MlpVaeConfig { HiddenDim = 16, LatentDim = 3 });
        var images = rand(2, 1, 28, 28);

        var (mu, _) = vae.Encode(images);
        Assert.IsTrue(vae.Decode(mu).Equals(new VaeReconstructor(vae).call(images)));
    }

    [TestMethod]
    public void Constructor_SizeBelowOne_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MlpVae(new MlpVaeConfig { LatentDim = 0 }));
}
