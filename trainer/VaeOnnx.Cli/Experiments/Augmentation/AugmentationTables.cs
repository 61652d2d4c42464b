using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>An augmentation experiment's results as tables and sentences.</summary>
internal static class AugmentationTables
{
    private const double Level = 0.05;

    public static ReportTable Arms(AugmentationResults results) => new(
        $"Accuracy of the classifier on {Judged(results)}, by what it was trained on",
        ["arm", "seeds", "mean (%)", "standard deviation", "95 % interval", "validation (%)"],
        [.. results.Arms.Select(arm => (IReadOnlyList<string>)
        [
            arm.Arm,
            Text.Count(arm.Accuracy.Count),
            Points(arm.Accuracy.Mean),
            Spread(arm.Accuracy.StandardDeviation),
            Interval(arm.Accuracy),
            Points(arm.ValidationAccuracy),
        ])],
        "Every arm has the same classifier, initial weights, optimiser steps, batch size and validation images; validation chooses the epoch, the judged images are read once a run.");

    public static ReportTable Differences(AugmentationResults results) => new(
        "Paired differences: the same seed, images and initial weights on both sides",
        ["arm", "against", "gain (points)", "95 % interval", "p", "pairs won"],
        [.. results.Comparisons.Select(pair => (IReadOnlyList<string>)
        [
            pair.Arm,
            pair.Baseline,
            Signed(pair.Gain.Mean),
            double.IsNaN(pair.Gain.Margin) ? "one seed" : $"{Signed(pair.Gain.Mean - pair.Gain.Margin)} to {Signed(pair.Gain.Mean + pair.Gain.Margin)}",
            pair.PValue is { } p ? p.ToString("0.0000", CultureInfo.InvariantCulture) : "—",
            $"{Won(results, pair)} of {pair.Gain.Count}",
        ])],
        "Two-sided paired t test; not corrected for the number of comparisons.");

    public static ReportTable Runs(AugmentationResults results) => new(
        "Every run",
        ["arm, seed", "images", "steps", "epoch kept", "validation (%)", "judged (%)", "seconds"],
        [.. results.Runs.Select(run => (IReadOnlyList<string>)
        [
            FormattableString.Invariant($"{run.Arm}, {run.Seed}"),
            Text.Count(run.Images),
            Text.Count(run.Steps),
            run.BestEpoch.ToString(CultureInfo.InvariantCulture),
            Points(run.ValidationAccuracy),
            Points(run.Accuracy),
            run.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
        ])]);

    public static ReportTable Settings(AugmentationResults results) => new(
        "Settings",
        ["", "value"],
        [
            ["training images a seed", Text.Count(results.TrainingImages)],
            ["validation images a seed", Text.Count(results.ValidationImages)],
            ["judged images", $"{Text.Count(results.JudgedCount)} {Judged(results)}"],
            .. results.Settings.Split('\n').Select(line => (IReadOnlyList<string>)(line.Split('=', 2) is [var name, var value] ? [name, value] : [line, ""])),
        ]);

    /// <summary>What the numbers say of every arm against the first, in plain words.</summary>
    public static IReadOnlyList<string> Verdicts(AugmentationResults results)
    {
        var baseline = results.Arms[0].Arm;
        return [.. results.Comparisons.Where(pair => pair.Baseline == baseline).Select(Verdict)];
    }

    private static string Verdict(ArmComparison pair)
    {
        var gain = $"{Signed(pair.Gain.Mean)} points against {pair.Baseline}";
        return pair.PValue switch
        {
            null => $"{pair.Arm}: {gain} with a single seed, which proves nothing.",
            < Level when pair.Gain.Mean > 0 => FormattableString.Invariant($"{pair.Arm} helps: {gain} (p = {pair.PValue:0.0000}, {pair.Gain.Count} seeds)."),
            < Level => FormattableString.Invariant($"{pair.Arm} harms: {gain} (p = {pair.PValue:0.0000}, {pair.Gain.Count} seeds)."),
            _ => FormattableString.Invariant($"{pair.Arm} does not help: {gain} is not told from chance (p = {pair.PValue:0.00}, {pair.Gain.Count} seeds)."),
        };
    }

    private static int Won(AugmentationResults results, ArmComparison pair)
    {
        var baseline = results.Runs.Where(run => run.Arm == pair.Baseline).ToDictionary(run => run.Seed, run => run.Accuracy);
        return results.Runs.Count(run => run.Arm == pair.Arm && run.Accuracy > baseline[run.Seed]);
    }

    /// <summary>The judging images in words.</summary>
    public static string Judged(AugmentationResults results) =>
        results.JudgedOn == JudgedImages.Test ? "test images" : "development images (training images that the seed does not use)";

    public static string Interval(SampleSummary summary) =>
        double.IsNaN(summary.Margin) ? "one seed" : $"{Points(summary.Mean - summary.Margin)} to {Points(summary.Mean + summary.Margin)}";

    private static string Spread(double deviation) => double.IsNaN(deviation) ? "one seed" : Points(deviation);

    public static string Points(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Signed(double share) => (100 * share).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
