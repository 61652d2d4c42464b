using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>Two arms over the same seeds: the same images, splits and initial weights in each pair.</summary>
/// <param name="Arm">The one.</param>
/// <param name="Baseline">The other.</param>
/// <param name="Gain">Accuracy of the one minus that of the other, as shares.</param>
/// <param name="PValue">Of the paired t test; null for a single seed.</param>
internal sealed record ArmComparison(string Arm, string Baseline, SampleSummary Gain, double? PValue)
{
    public static ArmComparison Of(string arm, string baseline, IReadOnlyList<double> accuracies, IReadOnlyList<double> baselineAccuracies)
    {
        var comparison = PairedComparison.Of(accuracies, baselineAccuracies);
        return new ArmComparison(arm, baseline, comparison.Difference, double.IsNaN(comparison.PValue) ? null : comparison.PValue);
    }
}
