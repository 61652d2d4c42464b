using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>A training's settings in a line.</summary>
internal static class TrainingDescription
{
    /// <summary>For example <c>20 epochs, batch 128, Adam at 0.001, cosine schedule</c>.</summary>
    public static string Of(TrainingConfig config) => FormattableString.Invariant(
        $"{config.Epochs} epochs, batch {config.BatchSize}, {config.Optimizer} at {config.LearningRate}, {config.Schedule.ToString().ToLowerInvariant()} schedule");
}
