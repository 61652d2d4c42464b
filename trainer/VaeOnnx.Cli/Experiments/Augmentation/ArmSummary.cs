using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>An arm over its seeds.</summary>
/// <param name="Arm">Its name.</param>
/// <param name="Accuracy">Of the judged images: shares from 0 to 1.</param>
/// <param name="ValidationAccuracy">The mean share at the chosen epochs: what settings may be chosen by.</param>
internal sealed record ArmSummary(string Arm, SampleSummary Accuracy, double ValidationAccuracy);
