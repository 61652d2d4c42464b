using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class TrainingLinesTests
{
    [TestMethod]
    public void Status_OfAVae_HasEpochLossPartsSpeedAndTimeLeft()
    {
        var progress = new TrainingProgress(3, 12, 100, 422, new TrainingLoss(104.25, 79, 25.25), 38_120.7, TimeSpan.FromSeconds(125), Completed: null);

        Assert.AreEqual("epoch 3/12  104.25 nats (79.00 + KL 25.25)  38,120 images/s  2 min 05 s left", TrainingText.Status(progress));
    }

    [TestMethod]
    public void Status_OfALikelihoodOfGreyValues_HasItsBits()
    {
        var progress = new TrainingProgress(3, 12, 100, 422, new TrainingLoss(104.25, 79, 25.25, BitsPerDimension: 5.98), 38_120.7, TimeSpan.FromSeconds(125), Completed: null);

        Assert.AreEqual("epoch 3/12  104.25 nats (79.00 + KL 25.25), 5.980 bits a dimension  38,120 images/s  2 min 05 s left", TrainingText.Status(progress));
    }

    [TestMethod]
    public void Resumption_HasEpochAndSteps() => Assert.AreEqual(
        "VAE: goes on from its checkpoint in epoch 3 of 12, after 100 of its 422 steps (944 in all)",
        TrainingText.Resumption("VAE", new TrainingProgress(3, 12, 100, 422, new TrainingLoss(1), 0, TimeSpan.Zero, Completed: null)));

    [TestMethod]
    public void Status_OfADenoiser_HasItsPsnr()
    {
        var progress = new TrainingProgress(1, 4, 10, 422, new TrainingLoss(-2104.5, Psnr: 24.871), 5_000, TimeSpan.FromSeconds(9.5), Completed: null);

        Assert.AreEqual("epoch 1/4  -2104.50 nats, 24.87 dB  5,000 images/s  9.5 s left", TrainingText.Status(progress));
    }

    [TestMethod]
    public void Status_OfAClassifier_HasItsAccuracy()
    {
        var progress = new TrainingProgress(1, 4, 10, 422, new TrainingLoss(0.25, Accuracy: 0.9125), 5_000, TimeSpan.FromSeconds(9.5), Completed: null);

        Assert.AreEqual("epoch 1/4  0.2500 nats, 91.25 % right  5,000 images/s  9.5 s left", TrainingText.Status(progress));
    }

    [TestMethod]
    public void Report_ManyTimesASecond_PrintsALineEveryFiveSeconds()
    {
        using var output = new StringWriter();
        var time = new ManualTime();
        var lines = new TrainingLines(Shell.ForWriters(output, TextWriter.Null), "VAE", time);

        for (var i = 0; i < 120; i++)
        {
            lines.Report(new TrainingProgress(1, 2, i, 120, new TrainingLoss(1), 1, TimeSpan.Zero, Completed: null));
            time.Now += TimeSpan.FromSeconds(0.1);
        }

        Assert.HasCount(2, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
