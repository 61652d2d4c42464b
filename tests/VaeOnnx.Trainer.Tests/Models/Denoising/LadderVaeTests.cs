using VaeOnnx.Contracts;
using VaeOnnx.Export;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Models;

[TestClass]
public sealed class LadderVaeTests
{
    private static readonly LadderVaeConfig s_small = new() { Widths = [6, 8, 10], LatentChannels = [2, 0, 5], Blocks = 1 };

    [TestMethod]
    [DataRow(1, 8, 8)]
    [DataRow(3, 40, 16)]
    public void Forward_AnyMultiple_KeepsTheSizeAndTheRange(int channels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var vae = new LadderVae(s_small with { Channels = channels }, seed: 1);
        vae.eval();
        var images = (rand(2, channels, height, width) * 3f) - 1f;

        var clean = vae.call(images, randn(vae.EpsilonShape(images)));

        CollectionAssert.AreEqual(new long[] { 2, channels, height, width }, clean.shape);
        Assert.IsTrue(clean.min().item<float>() >= 0f && clean.max().item<float>() <= 1f);
    }

    [TestMethod]
    public void Decode_LatentsOfAnotherImage_GivesThatImagesResult()
    {
        using var scope = NewDisposeScope();
        using var vae = new LadderVae(s_small, seed: 1);
        vae.eval();
        var images = rand(2, 1, 16, 16);
        var (reconstruction, posteriors) = vae.Infer(images, randn(vae.EpsilonShape(images)));

        var swapped = vae.Decode([.. posteriors.Select(posterior => posterior.Z.flip(0))]);

        Assert.IsTrue(swapped.Equals(reconstruction.flip(0)), "nothing but the latents tells the decoder of the images");
        Assert.IsFalse(swapped.allclose(reconstruction), "the two images differ");
    }

    [TestMethod]
    public void Infer_EachNumberOfEpsilon_DrivesOneLatent()
    {
        using var scope = NewDisposeScope();
        using var vae = new LadderVae(s_small, seed: 1);
        vae.eval();
        var images = rand(1, 1, 16, 8);
        var shape = vae.EpsilonShape(images);
        CollectionAssert.AreEqual(new long[] { 1, 5 + (2 * 16), 2, 1 }, shape, "5 channels at 1/8 of the side, 2 at 1/2");
        var means = vae.Infer(images, zeros(shape)).Posteriors;

        for (var channel = 0; channel < shape[1]; channel++)
        {
            var epsilon = zeros(shape);
            epsilon[0, channel, 1, 0] = tensor(1f);
            var posteriors = vae.Infer(images, epsilon).Posteriors;
            // Level 0 follows the topmost, whose latents its prior and posterior know; so only its own noise is counted.
            var driven = channel < 5 ? 1 : 0;
            Assert.AreEqual(1, (posteriors[driven].Z - means[driven].Z).count_nonzero().item<long>(), $"channel {channel}");
        }
    }

    [TestMethod]
    public void Halo_ThreeLevels_IsHowFarTheFurthestPixelSees()
    {
        using var vae = new LadderVae(new LadderVaeConfig { Widths = [2, 2, 2], LatentChannels = [1, 1, 1], Blocks = 1 }, seed: 1);

        Assert.AreEqual(SeenFrom.Furthest(vae, vae.Tiling, images => vae.call(images, zeros(vae.EpsilonShape(images)))), vae.Tiling.Halo);
    }

    [TestMethod]
    public void Export_FreeSizes_ComputesTheSameAtEach()
    {
        using var scope = NewDisposeScope();
        using var vae = new LadderVae(s_small, seed: 1);
        vae.eval();
        Dimension height = Dimension.Named("height"), width = Dimension.Named("width");

        var model = OnnxExporter.Export(
            vae, TensorSpec.Float32(TensorNames.Images, Dimension.Batch, 1, height, width),
            TensorSpec.Float32(TensorNames.Epsilon, Dimension.Batch, vae.EpsilonLength, Dimension.Named("height/8"), Dimension.Named("width/8")));

        Assert.AreEqual("output: float32 [batch,1,height,width]", model.Outputs[0].ToString());
        Tensor[] sizes = [rand(1, 1, 8, 8), rand(3, 1, 96, 64), rand(2, 1, 16, 328)];
        Assert.IsTrue(model.VerifyAgainst(vae, [.. sizes.Select(images => new[] { images, randn(vae.EpsilonShape(images)) })]).Passed);
    }

    [TestMethod]
    [DataRow("6,8", "2,0")]
    [DataRow("6,8", "2")]
    [DataRow("6,8", "-1,2")]
    public void Constructor_LatentsThatFitNoLevel_AreRefused(string widths, string latents)
    {
        var config = new LadderVaeConfig { Widths = Numbers(widths), LatentChannels = Numbers(latents) };

        var refusal = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LadderVae(config));

        StringAssert.Contains(refusal.Message, latents, StringComparison.Ordinal);
    }

    private static int[] Numbers(string text) => [.. text.Split(',').Select(int.Parse)];
}
