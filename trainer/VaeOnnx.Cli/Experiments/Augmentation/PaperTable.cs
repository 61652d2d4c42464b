using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>The paper's claim beside ours: shown where its arms were run on its data with its classifier.</summary>
internal static class PaperTable
{
    private const string Data = "mnist";
    private const string Classifier = "augmentation.classifier=paper";

    // "Using variational autoencoders (VAEs) for data preprocessing": test accuracy in per cent.
    private static readonly Dictionary<string, string> s_claims = new()
    {
        ["original"] = "98.9",
        ["generated"] = "98.4",
        ["both"] = "99.1",
    };

    /// <summary>The table; none for any other experiment.</summary>
    public static IEnumerable<ReportTable> Of(AugmentationResults results)
    {
        var compared = results.Arms.Where(arm => s_claims.ContainsKey(arm.Arm)).ToArray();
        if (results.JudgedOn != JudgedImages.Test || results.Data != Data || compared.Length < s_claims.Count || !results.Settings.Split('\n').Contains(Classifier))
            yield break;
        yield return new ReportTable(
            "Beside the paper",
            ["arm", "here, mean (%)", "95 % interval", "the paper (%)"],
            [.. compared.Select(arm => Row(arm.Arm, arm.Accuracy))],
            $"The same classifier, optimiser, batch size and epochs. What differs: the paper reports one run an arm, and of each run the epoch that was best on the test images "
            + "(after the last epoch its code printed 98.99 for original and 98.90 for both); it trained on all 60,000 images, and both got twice the optimiser steps. "
            + $"Here {Text.Count(results.ValidationImages)} of them are kept out of training and choose the epoch, every arm gets the same number of steps, and the test images are read once a run.");
    }

    private static IReadOnlyList<string> Row(string arm, SampleSummary accuracy) =>
        [arm, AugmentationTables.Points(accuracy.Mean), AugmentationTables.Interval(accuracy), s_claims[arm]];
}
