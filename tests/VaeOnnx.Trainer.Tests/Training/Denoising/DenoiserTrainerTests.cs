using TorchSharp;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
[DoNotParallelize] // counts the process's tensors
public sealed class DenoiserTrainerTests
{
    private static readonly ImageSet Digits = SyntheticDigits.Create(160, seed: 1);
    private static readonly ImageSet Validation = SyntheticDigits.Create(20, seed: 2);
    private static readonly NoiseMix Noise = NoiseMix.Parse("gaussian:0.25");
    private static readonly ResidualUNetConfig SmallUNet = new() { Widths = [8, 12], Blocks = 1 };
    private static readonly LadderVaeConfig SmallLadder = new() { Widths = [12, 16], LatentChannels = [6, 8], Blocks = 1 };
    private static readonly TrainingConfig Config = DenoiserTrainer.Recipe(Digits.Spec) with { Epochs = 6, Threads = 1, Seed = 3, LearningRate = 4e-3, LearningRateWarmUpSteps = 10, Beta = 0.02 };

    [TestMethod]
    public void Fit_UNet_RemovesNoise()
    {
        using var net = new ResidualUNet(SmallUNet, seed: 1);

        var fit = new DenoiserTrainer(Config, Noise).Fit(net, Digits, Validation);

        // Noise of 0.25, clipped to [0, 1], leaves digits at about 15 dB.
        Assert.IsGreaterThan(19, fit.Best.Validation!.Psnr!.Value);
    }

    [TestMethod]
    public void Fit_Ladder_RemovesNoiseByItsLatents()
    {
        using var vae = new LadderVae(SmallLadder, seed: 1);

        var fit = new DenoiserTrainer(Config, Noise).Fit(vae, Digits, Validation);
        var diagnosis = LadderDiagnosis.Of(vae, Validation, Noise);

        Assert.IsGreaterThan(17, diagnosis.Psnr);
        Assert.AreEqual(fit.History.Max(epoch => epoch.Validation!.Psnr), fit.Best.Validation!.Psnr, "the epoch of highest PSNR is kept");
        CollectionAssert.AreEqual(new int?[] { 0, 1, null }, diagnosis.Levels.Select(use => use.Level).ToArray());
        var all = diagnosis.Levels[^1];
        Assert.AreEqual(diagnosis.Levels.SkipLast(1).Sum(use => use.KlDivergence), all.KlDivergence, 1e-3 * all.KlDivergence);
        Assert.IsGreaterThan(10, all.KlDivergence, "nats an image");
        Assert.IsLessThan(diagnosis.Psnr - 4, all.PsnrOfOthers, "another image's latents give another image");
        Assert.IsLessThan(diagnosis.Psnr - 4, all.PsnrOfZeros, "without latents there is no image");
    }

    [TestMethod]
    public void Fit_LadderCancelledAndResumed_GivesTheUninterruptedWeights()
    {
        var folder = Directory.CreateTempSubdirectory("vaeonnx").FullName;
        try
        {
            var config = Config with { Epochs = 1, StepsPerEpoch = 8 };
            var saved = config with { Checkpoint = new CheckpointConfig(Path.Combine(folder, "ladder.safetensors")) { Resume = true } };
            using (var cancellation = new CancellationTokenSource())
            using (var interrupted = new LadderVae(SmallLadder, seed: 1))
            using (var objective = new WrappedObjective(new LadderObjective(interrupted, saved, new DenoisingLoss()), call => CancelAt(call, 5, cancellation)))
            using (var loop = new TrainingLoop(objective, Digits, null, saved, Noise, progress: null))
                Assert.ThrowsExactly<TrainingCanceledException>(() => loop.Run(cancellation.Token));

            using var resumed = new LadderVae(SmallLadder, seed: 99);
            var result = new DenoiserTrainer(saved, Noise).Fit(resumed, Digits);
            using var straight = new LadderVae(SmallLadder, seed: 1);
            var expected = new DenoiserTrainer(config, Noise).Fit(straight, Digits);

            CollectionAssert.AreEqual(Weights.Of(straight), Weights.Of(resumed));
            Assert.AreEqual(expected.Best.Training, result.Best.Training);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Fit_AnyNumberOfSteps_LeavesNoTensorBehind()
    {
        using var vae = new LadderVae(SmallLadder, seed: 1);
        using var net = new ResidualUNet(SmallUNet, seed: 1);
        var trainer = new DenoiserTrainer(Config with { Epochs = 1, StepsPerEpoch = 2 }, Noise);
        FitBoth(); // first use fills torch's own caches
        var live = torch.Tensor.TotalCount;

        FitBoth();

        Assert.AreEqual(live, torch.Tensor.TotalCount);

        void FitBoth()
        {
            trainer.Fit(vae, Digits, Validation);
            trainer.Fit(net, Digits, Validation);
            LadderDiagnosis.Of(vae, Validation, Noise);
        }
    }

    [TestMethod]
    public void Fit_SidesThatAreNoMultiples_AreRefused()
    {
        using var net = new ResidualUNet(new ResidualUNetConfig { Widths = [4, 4, 4], Blocks = 1 });

        var refusal = Assert.ThrowsExactly<ArgumentException>(() => new DenoiserTrainer(Config, Noise).Fit(net, Digits));

        StringAssert.Contains(refusal.Message, "multiples of 8", StringComparison.Ordinal);
        StringAssert.Contains(refusal.Message, "28x28", StringComparison.Ordinal);
    }

    private static float? CancelAt(int call, int step, CancellationTokenSource cancellation)
    {
        if (call == step)
            cancellation.Cancel();
        return null;
    }
}
