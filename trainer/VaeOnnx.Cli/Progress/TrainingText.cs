using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>A training in words.</summary>
internal static class TrainingText
{
    /// <summary>For example <c>epoch 3/12  104.21 nats (79.02 + KL 25.19)  38,120 images/s  21.4 s left</c>.</summary>
    /// <param name="progress">Where it stands.</param>
    /// <param name="parts">Whether to tell the parts of the loss too.</param>
    public static string Status(TrainingProgress progress, bool parts = true) =>
        $"epoch {progress.Epoch}/{progress.Epochs}  {(parts ? Loss(progress.Loss) : Total(progress.Loss))}  {Text.Count((long)progress.ImagesPerSecond)} images/s  {Text.Duration(progress.TimeLeft)} left";

    /// <summary>For example <c>VAE: goes on from its checkpoint in epoch 3 of 12, after 40 of its 422 steps (884 in all)</c>.</summary>
    public static string Resumption(string title, TrainingProgress progress) =>
        $"{title}: goes on from its checkpoint in epoch {progress.Epoch} of {progress.Epochs}, after {Text.Count(progress.Step)} of its {Text.Count(progress.StepsPerEpoch)} steps ({Text.Count(((progress.Epoch - 1L) * progress.StepsPerEpoch) + progress.Step)} in all)";

    /// <summary>The line that stays when a training is done.</summary>
    public static string Summary(string title, TrainingResult result, TimeSpan elapsed)
    {
        var best = result.Best;
        var validation = best.Validation is { } loss ? $", validation {Loss(loss)}" : "";
        return $"{title}: {Text.Count(result.Steps)} steps in {Text.Duration(elapsed)}, {Text.Count((long)SpeedOf(result))} images/s; epoch {result.BestEpoch} of {result.History.Count} kept: {Loss(best.Training)}{validation}";
    }

    /// <summary>Training images a second, over all epochs and without validation.</summary>
    public static double SpeedOf(TrainingResult result) =>
        result.History.Sum(epoch => epoch.ImagesPerSecond * epoch.Seconds) / result.History.Sum(epoch => epoch.Seconds);

    // A classifier's losses are small numbers.
    private static string Total(TrainingLoss loss) => $"{(loss.Accuracy is null ? Text.Nats(loss.Total) : Text.Fraction(loss.Total))} nats";

    private static string Loss(TrainingLoss loss) => loss.Psnr is { } psnr ? FormattableString.Invariant($"{Parts(loss)}, {psnr:0.00} dB") : Parts(loss);

    private static string Parts(TrainingLoss loss)
    {
        if (loss is { Reconstruction: { } reconstruction, KlDivergence: { } kl })
            return $"{Total(loss)} ({Text.Nats(reconstruction)} + KL {Text.Nats(kl)}){(loss.BitsPerDimension is { } bits ? $", {Text.Bits(bits)}" : "")}";
        return loss.Accuracy is { } accuracy ? $"{Total(loss)}, {Text.Percent(accuracy)} right" : Total(loss);
    }
}
