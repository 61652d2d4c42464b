using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class DenoisingTaskTests
{
    private static readonly ImageSet Digits = SyntheticDigits.Create(20, seed: 1);

    [TestMethod]
    public void Load_NoiseMix_AsksForTheCleanImages()
    {
        using var scope = NewDisposeScope();
        using var plain = new BatchLoader(Digits, 4, task: null, taskSeed: 1, epsilonSeed: 2);
        using var noisy = new BatchLoader(Digits, 4, NoiseMix.Parse("gaussian:0.2+unclipped"), taskSeed: 1, epsilonSeed: 2);

        var (clean, batch) = (plain.Load([3, 1, 4, 1], step: 0), noisy.Load([3, 1, 4, 1], step: 0));

        CollectionAssert.AreEqual(Values(clean.Inputs), Values(batch.Targets));
        Assert.AreEqual(0.04, Values(batch.Inputs - batch.Targets).Average(x => x * x), 0.004);
        Assert.IsNull(batch.Mask);
    }

    [TestMethod]
    public void Load_PairedTargets_SeesTheFirstAndAsksForTheSecond()
    {
        using var scope = NewDisposeScope();
        var pairs = new ImageSet("pairs", new ImageSpec { Channels = 2, Height = 1, Width = 3 }, new byte[] { 1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33 });
        using var loader = new BatchLoader(pairs, 2, new PairedTargets(), taskSeed: 1, epsilonSeed: 2);

        var batch = loader.Load([1, 0], step: 0);

        CollectionAssert.AreEqual(new long[] { 2, 1, 1, 3 }, batch.Inputs.shape);
        CollectionAssert.AreEqual((float[])[21 / 255f, 22 / 255f, 23 / 255f, 1 / 255f, 2 / 255f, 3 / 255f], Values(batch.Inputs));
        CollectionAssert.AreEqual((float[])[31 / 255f, 32 / 255f, 33 / 255f, 11 / 255f, 12 / 255f, 13 / 255f], Values(batch.Targets));
    }

    [TestMethod]
    public void Sides_OfPairs_AreTheImages()
    {
        var pairs = new ImageSet("pairs", new ImageSpec { Channels = 2, Height = 1, Width = 2 }, new byte[] { 1, 2, 11, 12, 21, 22, 31, 32 });

        CollectionAssert.AreEqual(new byte[] { 1, 2, 21, 22 }, PairedTargets.InputsOf(pairs).ToImageSet().Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 11, 12, 31, 32 }, PairedTargets.TargetsOf(pairs).ToImageSet().Pixels.ToArray());
        CollectionAssert.AreEqual(new byte[] { 31, 32 }, PairedTargets.TargetsOf(pairs).Select([1]).ToImageSet().Pixels.ToArray());
        Assert.AreNotEqual(PairedTargets.InputsOf(pairs).Sha256, PairedTargets.TargetsOf(pairs).Sha256);
    }

    [TestMethod]
    public void Load_BlindSpot_ReplacesOnePixelASquareByANeighbourAndCountsThatOneOnly()
    {
        const int Size = 20; // no multiple of the spacing: the last squares are cut
        var spec = new ImageSpec { Channels = 2, Height = Size, Width = Size };
        var gradient = new byte[spec.Length];
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] = (byte)((3 * (i % Size)) + (8 * (i / Size % Size)) + (i / (Size * Size)));
        using var scope = NewDisposeScope();
        using var loader = new BatchLoader(new ImageSet("gradient", spec, gradient), 1, new BlindSpot { Spacing = 8, Radius = 2 }, taskSeed: 5, epsilonSeed: 2);

        var batch = loader.Load([0], step: 3);

        float[] inputs = Values(batch.Inputs), targets = Values(batch.Targets), mask = Values(batch.Mask!);
        CollectionAssert.AreEqual(Array.ConvertAll(gradient, value => value / 255f), targets);
        for (var channel = 0; channel < 2; channel++)
        {
            for (var square = 0; square < 9; square++)
                Assert.AreEqual(1, Inside(mask, channel, square).Sum());
        }

        CollectionAssert.AreEqual(mask[..(Size * Size)], mask[(Size * Size)..]);
        for (var i = 0; i < mask.Length; i++)
        {
            // In this gradient every pixel of a 5×5 neighbourhood differs from its middle, by at most 2 · 3 + 2 · 8.
            if (mask[i] == 0)
                Assert.AreEqual(targets[i], inputs[i]);
            else
                Assert.IsTrue(Math.Abs(inputs[i] - targets[i]) is > 0.5f / 255 and < 22.5f / 255);
        }

        static IEnumerable<float> Inside(float[] values, int channel, int square) =>
            from y in Enumerable.Range(square / 3 * 8, Math.Min(8, Size - (square / 3 * 8)))
            from x in Enumerable.Range(square % 3 * 8, Math.Min(8, Size - (square % 3 * 8)))
            select values[(((channel * Size) + y) * Size) + x];
    }

    [TestMethod]
    public void Load_BlindSpot_DependsOnSampleAndStepAlone()
    {
        using var scope = NewDisposeScope();
        using var loader = new BatchLoader(Digits, 4, new BlindSpot(), taskSeed: 5, epsilonSeed: 2);

        var together = Values(loader.Load([7, 8, 9], step: 3).Mask!);
        var alone = Values(loader.Load([8], step: 3).Mask!);
        var later = Values(loader.Load([8], step: 4).Mask!);

        CollectionAssert.AreEqual(together[784..1568], alone);
        CollectionAssert.AreNotEqual(alone, later);
    }

    [TestMethod]
    public void BlindSpot_Everywhere_IsDrawnEvenly()
    {
        var spec = new ImageSpec { Channels = 1, Height = 8, Width = 8 };
        var counts = new int[spec.Length];
        for (var step = 0; step < 6400; step++)
        {
            float[] input = new float[64], target = new float[64], mask = new float[64];
            new BlindSpot().Fill(new float[64], spec, new TaskViews(input, target, mask), seed: 1, index: 0, step);
            counts[Array.IndexOf(mask, 1f)]++;
        }

        // 100 each, standard deviation 10.
        Assert.IsTrue(counts.All(count => count is > 55 and < 145), string.Join(' ', counts));
    }

    [TestMethod]
    public void Fit_VaeOnPairs_LearnsTheSecondFromTheFirst()
    {
        // Pairs of a digit and its negative: only who is asked for the second gets dark where the input is bright.
        var length = Digits.Spec.Length;
        var samples = new byte[2 * Digits.Count * length];
        for (var i = 0; i < Digits.Count; i++)
        {
            Digits.Pixels.Span.Slice(i * length, length).CopyTo(samples.AsSpan(2 * i * length));
            for (var k = 0; k < length; k++)
                samples[(((2 * i) + 1) * length) + k] = (byte)(255 - Digits.Pixels.Span[(i * length) + k]);
        }

        var pairs = new ImageSet("pairs", Digits.Spec with { Channels = 2 }, samples);
        using var vae = new Trainer.Models.MlpVae(new Trainer.Models.MlpVaeConfig { HiddenDim = 32, LatentDim = 4 }, seed: 1);
        var config = new TrainingConfig { Epochs = 20, BatchSize = 10, Threads = 1, Beta = 0.1, LearningRate = 3e-3 };

        var result = new VaeTrainer(config, new PairedTargets()).Fit(vae, pairs, pairs);

        using var scope = NewDisposeScope();
        using var loader = new BatchLoader(pairs, 20, new PairedTargets(), taskSeed: 1, epsilonSeed: 1);
        var batch = loader.Load([.. Enumerable.Range(0, 20)], 0);
        var (mu, _) = vae.Encode(batch.Inputs);
        Assert.IsTrue((vae.Decode(mu) - batch.Targets).square().mean().item<float>() < 0.1f);
        Assert.IsNotNull(result.Diagnosis);
    }

    [TestMethod]
    public void VaeTrainer_BlindSpot_IsRefused() => Assert.ThrowsExactly<ArgumentException>(() => new VaeTrainer(new TrainingConfig(), new BlindSpot()));

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
