using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Tests.Cli;
using VaeOnnx.Trainer.Tests.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

/// <summary>A warp-VAE as a bundle: the runtime deforms images as the model does.</summary>
[TestClass]
public sealed class WarpBundleTests : IDisposable
{
    private static readonly ImageSet s_digits = SyntheticDigits.Create(24, seed: 4);
    private readonly TemporaryFolder _folder = new();
    private readonly WarpVae _warp = new(new WarpVaeConfig { Image = s_digits.Spec }, seed: 3);
    private readonly VaeBundle _bundle;

    public WarpBundleTests()
    {
        _warp.eval();
        BundleWriter.Write(_folder["warp"], new BundleContent
        {
            HeldOut = s_digits,
            Data = new DataProvenance { Name = s_digits.Name, Sha256 = s_digits.Sha256, TrainingCount = 24, ValidationCount = 0, SplitSeed = 0 },
            Warp = _warp,
        });
        _bundle = VaeBundle.Load(_folder["warp"]);
    }

    public void Dispose()
    {
        _bundle.Dispose();
        _warp.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public void Augment_Floats_DeformsBySeededNoise()
    {
        var images = Floats();
        var generated = new float[images.Length];

        _bundle.Augmenter.Augment(images, generated, new AugmentOptions { Seed = 9, Scale = 1.5f, FirstSampleIndex = 7 });

        var z = new float[24 * 16];
        SeededNoise.FillNormal(z, 16, seed: 9, firstSampleIndex: 7, draw: 0);
        using var scope = NewDisposeScope();
        var expected = _warp.Decoder.call(tensor(z).view(24, 16) * 1.5f, tensor(images).view(24, 1, 28, 28)).data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], generated[i], 1e-4f, $"value {i}");
        Assert.IsTrue(images.Zip(generated, (a, b) => Math.Abs(a - b)).Max() > 0.05f, "something moved");
    }

    [TestMethod]
    public void Augment_InPlaceAndInParts_GivesTheSameBits()
    {
        var whole = Floats();
        _bundle.Augmenter.Augment(whole, whole, new AugmentOptions { Seed = 2 });

        var part = Floats().AsSpan(5 * 784, 784).ToArray();
        _bundle.Augmenter.Augment(part, part, new AugmentOptions { Seed = 2, FirstSampleIndex = 5 });

        for (var i = 0; i < part.Length; i++)
            Assert.AreEqual(whole[(5 * 784) + i], part[i], 1e-5f);
    }

    [TestMethod]
    public void Warp_WithThePairsOwnLatent_IsTheModels()
    {
        var (images, mu, logVar, warped) = (Floats(), new float[24 * 16], new float[24 * 16], new float[24 * 784]);
        var targets = images.AsSpan(784).ToArray().Concat(images.Take(784)).ToArray();

        _bundle.Encoder.EncodePairs(images, targets, mu, logVar);
        _bundle.Decoder.Warp(images, mu, warped);

        using var scope = NewDisposeScope();
        var (from, to) = (tensor(images).view(24, 1, 28, 28), tensor(targets).view(24, 1, 28, 28));
        var (expectedMu, _) = _warp.Encoder.call(from, to);
        var expected = _warp.Decoder.call(expectedMu, from).data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], warped[i], 1e-4f);
    }

    /// <summary>From what turns the first image into itself to what turns it into the second: z between the two means, the first image deformed by each.</summary>
    [TestMethod]
    public void Interpolate_TwoImages_DeformsTheFirstStepByStep()
    {
        const int Steps = 5;
        var images = Floats();
        var (a, b) = (images.AsSpan(0, 784).ToArray(), images.AsSpan(10 * 784, 784).ToArray());

        var frames = _bundle.Augmenter.Interpolate(a, b, Steps);

        using var scope = NewDisposeScope();
        var (from, to) = (tensor(a).view(1, 1, 28, 28), tensor(b).view(1, 1, 28, 28));
        var ((self, _), (other, _)) = (_warp.Encoder.call(from, from), _warp.Encoder.call(from, to));
        for (var step = 0; step < Steps; step++)
        {
            var t = step / (Steps - 1f);
            var expected = _warp.Decoder.call((self * (1 - t)) + (other * t), from).data<float>().ToArray();
            for (var i = 0; i < 784; i++)
                Assert.AreEqual(expected[i], frames[(step * 784) + i], 1e-4f, $"step {step}");
        }
    }

    [TestMethod]
    public void OtherCalls_OfAWarpBundle_SayWhatToUse()
    {
        var images = Floats();
        var latents = new float[24 * 16];

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _bundle.Encoder.Encode(images, latents, new float[latents.Length])).Message, "EncodePairs");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _bundle.Decoder.Decode(latents, images)).Message, "Warp");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _bundle.Augmenter.Augment(images, images, new AugmentOptions { Jitter = JitterKind.Relative })).Message, "posterior");
    }

    [TestMethod]
    public void Augment_SteadyState_AllocatesNothing()
    {
        var bytes = s_digits.Pixels.ToArray();
        var options = new AugmentOptions { Seed = 1 };
        for (var i = 0; i < 3; i++)
            _bundle.Augmenter.Augment(bytes, bytes, options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _bundle.Augmenter.Augment(bytes, bytes, options);
        _bundle.Augmenter.Augment(bytes.AsSpan(0, 784), bytes.AsSpan(0, 784), options);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Verify_WarpBundle_ReplaysItsProbes() =>
        Assert.AreEqual(VaeOnnx.Cli.Hosting.ExitCode.Done, CommandLineResult.Run("verify", _folder["warp"]).Code);

    private static float[] Floats()
    {
        var images = new float[24 * 784];
        s_digits.Gather([.. Enumerable.Range(0, 24)], images);
        return images;
    }
}
