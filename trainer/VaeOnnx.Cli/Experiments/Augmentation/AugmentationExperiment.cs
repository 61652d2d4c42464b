using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Measurement;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>Trains every arm's classifier for every seed, resuming what is done, and puts the results together.</summary>
internal sealed class AugmentationExperiment(DataParts parts, AugmentationSettings settings, WarpSettings warp, Shell shell)
{
    /// <summary>Runs what has not been run.</summary>
    /// <param name="arms">The arms, the baseline first.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="cancellation">Stops within a step; finished runs are kept.</param>
    public AugmentationResults Run(IReadOnlyList<Arm> arms, IReadOnlyList<ulong> seeds, CancellationToken cancellation)
    {
        var store = new ArmRunStore($"{parts.Train.Name} {parts.Train.Sha256[..16]}", settings, warp);
        var runs = new List<ArmRun>();
        ExperimentData? sample = null;
        foreach (var seed in seeds)
        {
            var data = ExperimentData.Create(parts, settings.ReadPerClass(), seed, settings.JudgeOn);
            sample ??= data;
            using var models = ModelsOf(seed, data, cancellation);
            foreach (var arm in arms)
                runs.Add(store.Find(arm, seed) ?? Run(store, arm, data, models, seed, cancellation));
        }

        return AugmentationResults.Of(sample!, settings.JudgeOn, store.Settings, [.. arms.Select(arm => arm.Name)], runs);
    }

    /// <summary>What each arm's classifier saw under one seed.</summary>
    public IReadOnlyList<ReportFigure> Figures(IReadOnlyList<Arm> arms, ulong seed, CancellationToken cancellation)
    {
        var data = ExperimentData.Create(parts, settings.ReadPerClass(), seed, settings.JudgeOn);
        using var models = ModelsOf(seed, data, cancellation);
        var images = new ArmImages(data, settings, models, seed);
        return [.. arms.Select(arm => AugmentationReport.Figure(arm, images.Of(arm)))];
    }

    private SeedModels ModelsOf(ulong seed, ExperimentData data, CancellationToken cancellation) =>
        new(Path.Combine(settings.Out, "models", FormattableString.Invariant($"seed-{seed}")), data, settings, warp, seed, shell, cancellation);

    private ArmRun Run(ArmRunStore store, Arm arm, ExperimentData data, SeedModels models, ulong seed, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var images = new ArmImages(data, settings, models, seed).Of(arm);
        using var classifier = settings.Classifier.Create(data.Training, seed);
        var fit = TrainingDisplay.Run(shell, $"{arm.Name}, seed {seed}", progress => new ClassifierTrainer(settings.ToConfig(seed)).Fit(classifier, images, data.Validation, progress, cancellation));
        var run = new ArmRun
        {
            Arm = arm.Name,
            Seed = seed,
            Images = images.Count,
            Steps = fit.Steps,
            BestEpoch = fit.BestEpoch,
            ValidationAccuracy = fit.Best.Validation!.Accuracy!.Value,
            Accuracy = ScratchBundle.TestAccuracy(classifier, data.Validation, data.Provenance(seed), data.Judged),
            Seconds = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 1),
        };
        shell.Line($"{arm.Name}, seed {seed}: {Text.Percent(run.Accuracy)} of the {settings.JudgeOn.ToString().ToLowerInvariant()} images");
        store.Save(arm, run);
        return run;
    }
}
