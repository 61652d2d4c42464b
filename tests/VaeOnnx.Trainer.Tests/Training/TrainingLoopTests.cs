using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
[DoNotParallelize] // counts the process's tensors
public sealed class TrainingLoopTests
{
    private static readonly ImageSet Digits = SyntheticDigits.Create(300, seed: 1);
    private static readonly ImageSet Validation = SyntheticDigits.Create(100, seed: 2);
    private static readonly MlpVaeConfig Small = new() { HiddenDim = 32, LatentDim = 4 };
    private static readonly TrainingConfig Config = new() { BatchSize = 64, Epochs = 4, Seed = 5, Threads = 1 };

    private readonly string _folder = Directory.CreateTempSubdirectory("vaeonnx").FullName;

    private string CheckpointPath => Path.Combine(_folder, "vae.safetensors");

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Fit_SameSeed_GivesBitIdenticalWeights(bool denoise)
    {
        var noise = denoise ? NoiseMix.Default : null;
        var config = Config with { Threads = 2 };

        var first = FitVae(config, noise);
        CollectionAssert.AreEqual(first, FitVae(config, noise));
        CollectionAssert.AreNotEqual(first, FitVae(config with { Seed = 6 }, noise));
    }

    [TestMethod]
    public void Fit_Vae_LowersTheLossAndReportsItsParts()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var result = new VaeTrainer(Config with { Beta = 0.5, Epochs = 20 }).Fit(vae, Digits, Validation);

        Assert.AreEqual(20, result.History.Count);
        Assert.AreEqual(20 * 5, result.Steps, "300 images are 5 batches of up to 64");
        Assert.IsTrue(result.History[^1].Training.Total < 0.6 * result.History[0].Training.Total);
        var loss = result.Best.Validation!;
        Assert.AreEqual(loss.Total, loss.Reconstruction!.Value + (0.5 * loss.KlDivergence!.Value), 1e-3, "reconstruction + beta · KL");
        Assert.IsTrue(loss.KlDivergence > 0.1, "the latent is used");
        Assert.AreEqual(result.History.Min(epoch => epoch.Validation!.Total), loss.Total, "the best epoch is kept");
    }

    [TestMethod]
    public void Fit_LaterEpochsAreWorse_LeavesTheBestWeights()
    {
        using var vae = new MlpVae(Small, seed: 1);
        // From the third epoch on the gradients point uphill.
        using var objective = new WrappedObjective(new VaeObjective(vae, Config), call => call > 2 * (5 + 2) && (call - 1) % 7 < 5 ? -20f : null);
        using var loop = new TrainingLoop(objective, Digits, Validation, Config, task: null, progress: null);
        var result = loop.Run(CancellationToken.None);

        Assert.AreEqual(2, result.BestEpoch);
        Assert.AreEqual(result.Best.Validation!.Total, new VaeTrainer(Config).Evaluate(vae, Validation).Total, "the model holds that epoch's weights");
    }

    [TestMethod]
    public void Fit_Classifier_LearnsTheDigits()
    {
        var digits = SyntheticDigits.Create(1500, seed: 3);
        using var cnn = new PaperCnn(digits.Spec, digits.ClassNames.Count, seed: 1);
        var result = new ClassifierTrainer(new TrainingConfig { BatchSize = 64, Epochs = 3, Seed = 1, Threads = 1 }).Fit(cnn, digits, Validation);

        Assert.IsTrue(result.Best.Validation!.Accuracy > 0.85, $"accuracy {result.Best.Validation.Accuracy}");
        Assert.AreEqual(result.Best.Validation.Accuracy, new ClassifierTrainer(new TrainingConfig { BatchSize = 64, Threads = 1 }).Evaluate(cnn, Validation).Accuracy);
    }

    [TestMethod]
    public void Fit_AnyNumberOfSteps_LeavesNoTensorBehind()
    {
        using var vae = new MlpVae(Small, seed: 1);
        new VaeTrainer(Config with { Epochs = 1 }).Fit(vae, Digits, Validation); // first use fills torch's own caches
        var live = torch.Tensor.TotalCount;
        var inScope = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        new VaeTrainer(Config, NoiseMix.Default).Fit(vae, Digits, Validation);

        Assert.AreEqual(live, torch.Tensor.TotalCount);
        Assert.AreEqual(inScope, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Fit_LossNotFinite_StopsWithPlaceAndLastGoodCheckpoint()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var config = Config with { Checkpoint = new CheckpointConfig(CheckpointPath) { Interval = TimeSpan.Zero } };
        using var objective = new WrappedObjective(new VaeObjective(vae, Config), call => call == 8 ? float.NaN : null);
        using var loop = new TrainingLoop(objective, Digits, null, config, task: null, progress: null);

        var thrown = Assert.ThrowsExactly<TrainingDivergedException>(() => loop.Run(CancellationToken.None));

        Assert.AreEqual((2, 3L, CheckpointPath), (thrown.Epoch, thrown.Step, thrown.CheckpointPath), "step 8 is the third of epoch 2");
        Assert.AreEqual(7, TrainingCheckpoint.Read(CheckpointPath).Step);
    }

    [TestMethod]
    public void Fit_HugeLearningRate_StopsAsDiverged()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var thrown = Assert.ThrowsExactly<TrainingDivergedException>(() => new VaeTrainer(Config with { LearningRate = 1e30 }).Fit(vae, Digits));

        Assert.AreEqual(1, thrown.Epoch);
        Assert.IsNull(thrown.CheckpointPath);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(5)]
    [DataRow(12)]
    public void Fit_CancelledAndResumed_GivesTheUninterruptedWeights(int cancelAtStep)
    {
        var config = Config with { Checkpoint = new CheckpointConfig(CheckpointPath) { Resume = true } };
        using (var cancellation = new CancellationTokenSource())
        using (var interrupted = new MlpVae(Small, seed: 1))
        using (var objective = new WrappedObjective(new VaeObjective(interrupted, Config), call => CancelAt(call, cancelAtStep, cancellation)))
        using (var loop = new TrainingLoop(objective, Digits, null, config, NoiseMix.Default, progress: null))
        {
            var thrown = Assert.ThrowsExactly<TrainingCanceledException>(() => loop.Run(cancellation.Token));
            Assert.AreEqual(CheckpointPath, thrown.CheckpointPath);
            Assert.AreEqual(cancelAtStep, TrainingCheckpoint.Read(CheckpointPath).Step, "stops after the step in progress");
        }

        using var resumed = new MlpVae(Small, seed: 99);
        var result = new VaeTrainer(config, NoiseMix.Default).Fit(resumed, Digits);
        using var straight = new MlpVae(Small, seed: 1);
        var expected = new VaeTrainer(Config, NoiseMix.Default).Fit(straight, Digits);

        CollectionAssert.AreEqual(Weights.Of(straight), Weights.Of(resumed));
        CollectionAssert.AreEqual(expected.History.Select(epoch => epoch.Training).ToArray(), result.History.Select(epoch => epoch.Training).ToArray());
    }

    [TestMethod]
    public void Fit_CancelledWithinAValidation_ResumesWithThatValidation()
    {
        var config = Config with { Checkpoint = new CheckpointConfig(CheckpointPath) { Resume = true } };
        using (var cancellation = new CancellationTokenSource())
        using (var interrupted = new MlpVae(Small, seed: 1))
        // 5 steps, then the first of 2 validation batches.
        using (var objective = new WrappedObjective(new VaeObjective(interrupted, Config), call => CancelAt(call, 6, cancellation)))
        using (var loop = new TrainingLoop(objective, Digits, Validation, config, task: null, progress: null))
        {
            Assert.ThrowsExactly<TrainingCanceledException>(() => loop.Run(cancellation.Token));
            Assert.AreEqual(5, TrainingCheckpoint.Read(CheckpointPath).Step);
            Assert.AreEqual(0, TrainingCheckpoint.Read(CheckpointPath).History.Count, "the epoch has no result yet");
        }

        using var resumed = new MlpVae(Small, seed: 99);
        var result = new VaeTrainer(config).Fit(resumed, Digits, Validation);
        using var straight = new MlpVae(Small, seed: 1);
        var expected = new VaeTrainer(Config).Fit(straight, Digits, Validation);

        CollectionAssert.AreEqual(Weights.Of(straight), Weights.Of(resumed));
        CollectionAssert.AreEqual(expected.History.Select(epoch => epoch.Validation).ToArray(), result.History.Select(epoch => epoch.Validation).ToArray());
    }

    [TestMethod]
    public void Fit_ModelWithBuffers_ResumesThemAndKeepsThoseOfTheBestEpoch()
    {
        var sizes = new ConvVaeConfig { Image = Digits.Spec, Levels = 2, Width = 8, LatentDim = 3, Likelihood = LikelihoodKind.Gaussian };
        var few = Digits.Take(60);
        var config = Config with { BatchSize = 20, Epochs = 2, Checkpoint = new CheckpointConfig(CheckpointPath) { Resume = true } };
        using (var cancellation = new CancellationTokenSource())
        using (var interrupted = new ConvVae(sizes, seed: 1))
        using (var objective = new WrappedObjective(new VaeObjective(interrupted, config), call => CancelAt(call, 2, cancellation)))
        using (var loop = new TrainingLoop(objective, few, null, config, task: null, progress: null))
            Assert.ThrowsExactly<TrainingCanceledException>(() => loop.Run(cancellation.Token));

        using var resumed = new ConvVae(sizes, seed: 99);
        new VaeTrainer(config).Fit(resumed, few);
        using var straight = new ConvVae(sizes, seed: 1);
        new VaeTrainer(config with { Checkpoint = null }).Fit(straight, few);

        Assert.IsTrue(straight.named_buffers().Any(), "the optimal sigma's running mean");
        var loss = TrainingCheckpoint.Read(CheckpointPath).History[^1].Training;
        // −ELBO over 784 pixels in bits, and a density becomes the probability of one of 255 levels.
        Assert.AreEqual(((loss.Reconstruction!.Value + loss.KlDivergence!.Value) / 784 / Math.Log(2)) + Math.Log2(255), loss.BitsPerDimension!.Value, 1e-6);
        CollectionAssert.AreEqual(Weights.Of(straight), Weights.Of(resumed));
        using var copy = new ConvVae(sizes, seed: 7);
        TrainingCheckpoint.Read(CheckpointPath).CopyTo(copy);
        CollectionAssert.AreEqual(Weights.Of(straight), Weights.Of(copy));
    }

    [TestMethod]
    public void Fit_ValidationLossNotFinite_StopsAndSaysSo()
    {
        using var vae = new MlpVae(Small, seed: 1);
        using var objective = new WrappedObjective(new VaeObjective(vae, Config), call => call == 6 ? float.NaN : null);
        using var loop = new TrainingLoop(objective, Digits, Validation, Config, task: null, progress: null);

        var thrown = Assert.ThrowsExactly<TrainingDivergedException>(() => loop.Run(CancellationToken.None));

        Assert.AreEqual(1, thrown.Epoch);
        StringAssert.Contains(thrown.Message, "a validation loss of NaN");
    }

    [TestMethod]
    [DataRow(OptimizerKind.Adam)]
    [DataRow(OptimizerKind.Sgd)]
    public void Fit_ClassifierOfTheSameSeed_GivesBitIdenticalWeights(OptimizerKind optimizer)
    {
        var config = Config with { Epochs = 2, Threads = 2, Optimizer = optimizer, LearningRate = 0.01 };

        var first = FitClassifier(config);

        CollectionAssert.AreEqual(first, FitClassifier(config));
        CollectionAssert.AreNotEqual(first, FitClassifier(config with { Seed = 6 }));
    }

    [TestMethod]
    [DataRow("classifier")]
    [DataRow("sgd")]
    [DataRow("cancelled")]
    [DataRow("diverged")]
    [DataRow("checkpointed")]
    public void Fit_HoweverItEnds_LeavesNoTensorBehind(string way)
    {
        using var vae = new MlpVae(Small, seed: 1);
        using var cnn = new PaperCnn(Digits.Spec, Digits.ClassNames.Count, seed: 1);
        Run(way, vae, cnn); // first use fills torch's own caches
        // What other tests left to the garbage collector must not go while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var live = torch.Tensor.TotalCount;
        var inScope = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Run(way, vae, cnn);

        Assert.AreEqual(live, torch.Tensor.TotalCount);
        Assert.AreEqual(inScope, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Fit_ResumeWithOtherSettings_IsRefused()
    {
        var config = Config with { Epochs = 1, Checkpoint = new CheckpointConfig(CheckpointPath) { Resume = true } };
        using var vae = new MlpVae(Small, seed: 1);
        new VaeTrainer(config).Fit(vae, Digits);

        var thrown = Assert.ThrowsExactly<CheckpointException>(() => new VaeTrainer(config with { LearningRate = 0.5 }).Fit(vae, Digits));
        Assert.AreEqual(new CheckpointDifference("LearningRate", "0.001", "0.5"), thrown.Differences.Single());
        StringAssert.Contains(thrown.Message, "LearningRate 0.001 then, 0.5 now");
        using var other = new MlpVae(Small with { LatentDim = 5 }, seed: 1);
        var sizes = Assert.ThrowsExactly<CheckpointException>(() => new VaeTrainer(config).Fit(other, Digits));
        StringAssert.EndsWith(sizes.Differences.Single().Name, "weight");
    }

    [TestMethod]
    public void Fit_Resumed_SaysWhereItGoesOn()
    {
        var config = Config with { Checkpoint = new CheckpointConfig(CheckpointPath) { Resume = true, Settings = new Dictionary<string, string> { ["mine"] = "7" } } };
        using (var cancellation = new CancellationTokenSource())
        using (var interrupted = new MlpVae(Small, seed: 1))
        using (var objective = new WrappedObjective(new VaeObjective(interrupted, Config), call => CancelAt(call, 7, cancellation)))
        using (var loop = new TrainingLoop(objective, Digits, null, config, null, progress: null))
            Assert.ThrowsExactly<TrainingCanceledException>(() => loop.Run(cancellation.Token));

        Assert.AreEqual("7", TrainingCheckpoint.Read(CheckpointPath).Settings["mine"]);
        var reports = new List<TrainingProgress>();
        using var resumed = new MlpVae(Small, seed: 99);
        new VaeTrainer(config).Fit(resumed, Digits, progress: new Reports(reports));

        Assert.IsTrue(reports[0].IsResumption);
        Assert.AreEqual((2, 2, 5), (reports[0].Epoch, reports[0].Step, reports[0].StepsPerEpoch), "7 steps are an epoch of 5 and 2 more");
        Assert.IsFalse(reports.Skip(1).Any(report => report.IsResumption));
    }

    private sealed class Reports(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }

    [TestMethod]
    public void Fit_StepsPerEpochGiven_TakesThatManyStepsOfAnyDataSet()
    {
        using var vae = new MlpVae(Small, seed: 1);
        var result = new VaeTrainer(Config with { StepsPerEpoch = 7, Epochs = 2 }).Fit(vae, Digits);

        Assert.AreEqual(14, result.Steps);
        Assert.AreEqual(2, result.BestEpoch, "without validation images the last epoch is kept");
    }

    [TestMethod]
    public void Fit_Ended_LeavesEvalModeAndTheThreadsAsTheyWere()
    {
        var threads = torch.get_num_threads();
        using var vae = new MlpVae(Small, seed: 1);
        new VaeTrainer(Config with { Epochs = 1, Threads = threads + 1 }).Fit(vae, Digits);

        Assert.AreEqual(threads, torch.get_num_threads());
        Assert.IsFalse(vae.training);
        new VaeTrainer(Config).Evaluate(vae, Validation);
        Assert.IsFalse(vae.training);
    }

    [TestMethod]
    public void Fit_Progress_EndsEachEpochWithItsRecord()
    {
        var reports = new List<TrainingProgress>();
        using var vae = new MlpVae(Small, seed: 1);
        var result = new VaeTrainer(Config).Fit(vae, Digits, progress: new Recorder(reports));

        CollectionAssert.AreEqual(result.History.ToArray(), reports.Where(report => report.Completed is not null).Select(report => report.Completed).ToArray());
        Assert.AreEqual(TimeSpan.Zero, reports[^1].TimeLeft);
        Assert.IsTrue(reports.All(report => report.Step <= report.StepsPerEpoch && report.ImagesPerSecond > 0));
    }

    [TestMethod]
    public void Fit_ImagesOfAnotherSize_Throws()
    {
        using var vae = new MlpVae(Small with { Image = new() { Channels = 1, Height = 8, Width = 8 } });
        Assert.ThrowsExactly<ArgumentException>(() => new VaeTrainer(Config).Fit(vae, Digits));
    }

    private static float[] FitClassifier(TrainingConfig config)
    {
        using var cnn = new PaperCnn(Digits.Spec, Digits.ClassNames.Count, seed: 1);
        new ClassifierTrainer(config).Fit(cnn, Digits, Validation);
        return Weights.Of(cnn);
    }

    private void Run(string way, MlpVae vae, PaperCnn cnn)
    {
        switch (way)
        {
            case "classifier":
                new ClassifierTrainer(Config with { Epochs = 1 }).Fit(cnn, Digits, Validation);
                break;
            case "sgd":
                new VaeTrainer(Config with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e-4 }).Fit(vae, Digits, Validation);
                break;
            case "checkpointed":
                new VaeTrainer(Config with { Checkpoint = new CheckpointConfig(CheckpointPath) { Interval = TimeSpan.Zero } }).Fit(vae, Digits, Validation);
                break;
            case "diverged":
                using (var objective = new WrappedObjective(new VaeObjective(vae, Config), call => call == 7 ? float.NaN : null))
                using (var loop = new TrainingLoop(objective, Digits, null, Config, task: null, progress: null))
                    Assert.ThrowsExactly<TrainingDivergedException>(() => loop.Run(CancellationToken.None));
                break;
            default:
                using (var cancellation = new CancellationTokenSource())
                {
                    // Steps, and a validation, lie behind the first report of a whole epoch.
                    var progress = new Callback(report => { if (report.Completed is not null) cancellation.Cancel(); });
                    Assert.ThrowsExactly<TrainingCanceledException>(() => new VaeTrainer(Config).Fit(vae, Digits, Validation, progress, cancellation.Token));
                }

                break;
        }
    }

    private static float[] FitVae(TrainingConfig config, NoiseMix? noise)
    {
        using var vae = new MlpVae(Small, seed: 1);
        new VaeTrainer(config, noise).Fit(vae, Digits, Validation);
        return Weights.Of(vae);
    }

    private static float? CancelAt(int call, int step, CancellationTokenSource cancellation)
    {
        if (call == step)
            cancellation.Cancel();
        return null;
    }

    private sealed class Recorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }

    private sealed class Callback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
