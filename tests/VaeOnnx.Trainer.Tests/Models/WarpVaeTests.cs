using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class WarpVaeTests
{
    private static readonly ImageSpec s_grey = new() { Channels = 1, Height = 28, Width = 28 };
    private static readonly ImageSpec s_photo = new() { Channels = 3, Height = 61, Width = 97 };

    [TestMethod]
    public void Warp_NoDisplacement_GivesTheImagesBack()
    {
        using var scope = NewDisposeScope();
        var images = rand(2, 3, 61, 97);

        var warped = WarpVae.Warp(images, zeros(2, 2, 61, 97));

        Assert.IsTrue((warped - images).abs().max().item<float>() < 1e-4f);
    }

    [TestMethod]
    public void Warp_TwoPixelsToTheRight_ReadsFromThere()
    {
        using var scope = NewDisposeScope();
        var images = rand(1, 1, 28, 28);
        var displacements = zeros(1, 2, 28, 28);
        displacements.select(1, 0).fill_(2f * 2f / 28f);

        var warped = WarpVae.Warp(images, displacements);

        var expected = images.narrow(3, 2, 26);
        Assert.IsTrue((warped.narrow(3, 0, 26) - expected).abs().max().item<float>() < 1e-4f);
    }

    [TestMethod]
    [DynamicData(nameof(Sizes))]
    public void Forward_AnySize_KeepsShapesAndRange(ImageSpec image)
    {
        using var scope = NewDisposeScope();
        using var vae = new WarpVae(new WarpVaeConfig { Image = image }, seed: 1);

        var (warped, mu, logVar) = vae.call(rand(3, image.Channels, image.Height, image.Width), rand(3, image.Channels, image.Height, image.Width));

        CollectionAssert.AreEqual(new long[] { 3, image.Channels, image.Height, image.Width }, warped.shape);
        CollectionAssert.AreEqual(new long[] { 3, 16 }, mu.shape);
        CollectionAssert.AreEqual(new long[] { 3, 16 }, logVar.shape);
        Assert.IsTrue(warped.min().item<float>() >= 0 && warped.max().item<float>() <= 1.0001f);
    }

    [TestMethod]
    [DynamicData(nameof(Sizes))]
    public void Export_EncoderAndDecoder_ComputeTheSame(ImageSpec image)
    {
        using var vae = new WarpVae(new WarpVaeConfig { Image = image, MaxThickening = 1, MaxLightening = 0.5f }, seed: 1);
        vae.eval();
        var images = TensorSpec.Float32("images", Dimension.Batch, image.Channels, image.Height, image.Width);
        var targets = TensorSpec.Float32("targets", Dimension.Batch, image.Channels, image.Height, image.Width);
        var options = new ExportOptions { Opset = 16 };

        OnnxExporter.Export(vae.Encoder, options, images, targets).VerifyAgainst(vae.Encoder);
        OnnxExporter.Export(vae.Decoder, options, TensorSpec.Float32("z", Dimension.Batch, 16), images).VerifyAgainst(vae.Decoder);
    }

    [TestMethod]
    public void Fit_PairsOfDigits_ReconstructsBetterThanNoDeformation()
    {
        var digits = SyntheticDigits.Create(200, seed: 3);
        var deformed = new DeformedImages(digits, draws: 4, seed: 1, new AffineDeformation());
        var pairs = new ClassPairs(deformed, draws: 1, seed: 2);
        using var vae = new WarpVae(new WarpVaeConfig { Image = digits.Spec }, seed: 1);
        using var scope = NewDisposeScope();
        var batch = new float[64 * pairs.Spec.Length];
        pairs.Gather([.. Enumerable.Range(0, 64)], batch);
        var both = tensor(batch).view(64, 2, 28, 28);
        var (images, targets) = (both.narrow(1, 0, 1), both.narrow(1, 1, 1));
        var untouched = (images - targets).square().sum().item<float>();

        new WarpTrainer(new TrainingConfig { BatchSize = 64, Epochs = 12, Threads = 1 }).Fit(vae, pairs);

        var (mu, _) = vae.Encoder.call(images, targets);
        var warped = (vae.Decoder.call(mu, images) - targets).square().sum().item<float>();
        Assert.IsTrue(warped < 0.8f * untouched, $"{warped} against {untouched}");
    }

    public static IEnumerable<object[]> Sizes => [[s_grey], [s_photo]];
}
