using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>Tells an augmentation experiment as a page.</summary>
internal static class AugmentationReport
{
    private const int Shown = 20;

    public static ReportPage Create(AugmentationResults results, IReadOnlyList<ReportFigure> figures) => new()
    {
        Title = $"Augmentation on {results.Data}",
        Lead = $"A classifier was trained on {Text.Count(results.TrainingImages)} images of {results.Data}, prepared in {results.Arms.Count} ways, "
            + $"with {(results.Arms[0].Accuracy.Count == 1 ? "one seed" : $"{results.Arms[0].Accuracy.Count} seeds")}, and judged by {Text.Count(results.JudgedCount)} {AugmentationTables.Judged(results)}. "
            + "Generated images and judgements went through exported graphs and the runtime library.",
        Headlines = [.. results.Arms.Select(arm => new Headline(arm.Arm, Text.Percent(arm.Accuracy.Mean), $"of the {results.JudgedOn.ToString().ToLowerInvariant()} images, mean over seeds"))],
        Results = [AugmentationTables.Arms(results), .. PaperTable.Of(results), AugmentationTables.Differences(results)],
        Caveats = AugmentationTables.Verdicts(results),
        Figures = figures,
        Details = [AugmentationTables.Settings(results), AugmentationTables.Runs(results)],
    };

    /// <summary>What an arm's classifier saw: some of its images, evenly spread over all.</summary>
    public static ReportFigure Figure(Arm arm, ImageSource images)
    {
        var shown = Math.Min(Shown, images.Count);
        int[] indices = [.. Enumerable.Range(0, shown).Select(i => (int)((long)i * images.Count / shown))];
        var values = new float[shown * images.Spec.Length];
        images.Gather(indices, values);
        return new ReportFigure($"Arm {arm.Name}", [arm.Name], ContactSheet.Encode(Pixels.ToBytes(values, images.Spec), images.Spec, shown));
    }
}
