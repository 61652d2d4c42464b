using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>All runs of an experiment and what they say together.</summary>
internal sealed record AugmentationResults
{
    public required string Data { get; init; }

    /// <summary>Training images of one seed.</summary>
    public required int TrainingImages { get; init; }

    /// <summary>Validation images of one seed.</summary>
    public required int ValidationImages { get; init; }

    /// <summary>Which images judge.</summary>
    public required JudgedImages JudgedOn { get; init; }

    /// <summary>How many images judge.</summary>
    public required int JudgedCount { get; init; }

    /// <summary>The settings that all runs share, a line each.</summary>
    public required string Settings { get; init; }

    /// <summary>The first arm is the baseline of the paired differences.</summary>
    public required IReadOnlyList<ArmRun> Runs { get; init; }

    /// <summary>In the order of the command line.</summary>
    public required IReadOnlyList<ArmSummary> Arms { get; init; }

    /// <summary>Every arm against every other that comes before it.</summary>
    public required IReadOnlyList<ArmComparison> Comparisons { get; init; }

    public static AugmentationResults Of(ExperimentData sample, JudgedImages judgedOn, string settings, IReadOnlyList<string> arms, IReadOnlyList<ArmRun> runs)
    {
        double[] Accuracies(string arm) => [.. runs.Where(run => run.Arm == arm).OrderBy(run => run.Seed).Select(run => run.Accuracy)];
        return new AugmentationResults
        {
            Data = sample.Training.Name,
            TrainingImages = sample.Training.Count,
            ValidationImages = sample.Validation.Count,
            JudgedOn = judgedOn,
            JudgedCount = sample.Judged.Count,
            Settings = settings,
            Runs = runs,
            Arms = [.. arms.Select(arm => new ArmSummary(arm, SampleSummary.Of(Accuracies(arm)), runs.Where(run => run.Arm == arm).Average(run => run.ValidationAccuracy)))],
            Comparisons = [.. from i in Enumerable.Range(0, arms.Count) from j in Enumerable.Range(0, i) select ArmComparison.Of(arms[i], arms[j], Accuracies(arms[i]), Accuracies(arms[j]))],
        };
    }
}
