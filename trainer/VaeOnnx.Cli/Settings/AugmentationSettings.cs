using System.Globalization;
using VaeOnnx.Cli.Experiments;
using VaeOnnx.Cli.Experiments.Augmentation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>An augmentation experiment: arms, seeds, and what all runs share.</summary>
internal sealed record AugmentationSettings : OptimizationSettings
{
    private const string AllImages = "all";

    public AugmentationSettings() => BatchSize = 64;

    [Setting("The folder of the runs and results.", Value = "DIR", IsPath = true)]
    public string Out { get; init; } = "artifacts/augmentation";

    [Setting("What to train on, separated by commas: original, affine, elastic[:SIGMA[:GRID]], warp[:SCALE[:all]], generated[:JITTER], both[:JITTER], a bundle's folder, or several joined by '+'. The first is the baseline.", Value = "ARMS")]
    public string Arms { get; init; } = "original,affine,affine+elastic,affine+warp";

    [Setting("The seeds, such as 1..5 or 1,2,7.", Value = "SEEDS")]
    public string Seeds { get; init; } = "1..5";

    [Setting("Training images a class, drawn anew for each seed, and as many to validate; or all.", Value = "N|all")]
    public string PerClass { get; init; } = AllImages;

    [Setting("The classifier of every arm: the paper's CNN, a small one with dropout, a deeper one with batch normalisation, or the residual one.")]
    public ExperimentClassifier Classifier { get; init; } = ExperimentClassifier.Dropout;

    [Setting("Optimiser steps of every classifier, whatever the size of its arm.", Value = "N", Min = 1)]
    public int Steps { get; init; } = 1500;

    [Setting("Into how many epochs the steps are cut; validation chooses one.", Value = "N", Min = 1)]
    public int Epochs { get; init; } = 10;

    [Setting("What the classifiers are judged by: test, or development, which leaves the test images closed while settings are chosen.")]
    public JudgedImages JudgeOn { get; init; }

    [Setting("Optimiser steps of the VAE.", Value = "N", Min = 1)]
    public int VaeSteps { get; init; } = 4000;

    /// <summary>The arms, the baseline first.</summary>
    public IReadOnlyList<Arm> ReadArms() => Read("--arms", () => Arms.Split(',', StringSplitOptions.TrimEntries).Select(Arm.Parse).ToArray());

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> ReadSeeds() => Read("--seeds", () => SeedList.Parse(Seeds));

    /// <summary>Training images a class; null for all.</summary>
    public int? ReadPerClass() => PerClass == AllImages ? null
        : int.TryParse(PerClass, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new UsageException($"--per-class: expected a number of images or 'all', got '{PerClass}'.");

    /// <summary>The training of one seed's classifiers.</summary>
    public TrainingConfig ToConfig(ulong seed) => ToConfig(Epochs, seed) with { StepsPerEpoch = Math.Max(1, Steps / Epochs) };

    /// <summary>What all runs share, a line each: neither the arms and seeds, which may be added to, nor the threads, which move the last bits only.</summary>
    public string Describe(string data) =>
        string.Join('\n', SettingRecord.Of("augmentation", this with { Arms = "", Seeds = "", Threads = 0 }).Select(pair => $"{pair.Key}={pair.Value}").Prepend($"data={data}"));

    private static T Read<T>(string flag, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new UsageException($"{flag}: {e.Message}");
        }
    }
}
