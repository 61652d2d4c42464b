using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>What one seed's runs see: the same for every arm.</summary>
/// <param name="Training">The real images; all that any model of the seed is fitted to.</param>
/// <param name="Validation">Chooses the epoch.</param>
/// <param name="Judged">Read once a run, at its end.</param>
internal sealed record ExperimentData(ImageSet Training, ImageSet Validation, ImageSet Judged)
{
    // Of MNIST's 59,000: what more would tell is lost in how the arms' trainings scatter.
    private const int MostDevelopment = 20_000;

    // Of all of MNIST 5,000 images.
    private const double ValidationFraction = 1.0 / 12;

    /// <summary>Draws a seed's images.</summary>
    /// <param name="parts">The data.</param>
    /// <param name="perClass">Training images a class, and as many to validate; null for all.</param>
    /// <param name="seed">Draws them.</param>
    /// <param name="judged">Which images judge.</param>
    public static ExperimentData Create(DataParts parts, int? perClass, ulong seed, JudgedImages judged)
    {
        if (perClass is null)
        {
            if (judged == JudgedImages.Development)
                throw new UsageException("--judge-on development: expected --per-class N, which leaves training images to judge by; of all images none is left.");
            var division = DataDivision.Create(parts, new DivisionOptions { ValidationFraction = ValidationFraction, Seed = seed });
            return new ExperimentData(division.Training.ToImageSet(), division.Validation!.ToImageSet(), TestOf(division.Test));
        }

        // The test images are the same for all seeds; only what is trained on is drawn anew.
        var (pool, test) = parts.Test is { } given ? (parts.Train, given) : Divided(parts);
        var subset = ClassSubset.Create(pool, perClass.Value, perClass.Value, seed);
        var judging = judged == JudgedImages.Test ? TestOf(test) : DevelopmentOf(pool, subset);
        return new ExperimentData(pool.Select(subset.Train.Span).ToImageSet(), pool.Select(subset.Validation.Span).ToImageSet(), judging);
    }

    /// <summary>For the manifests of the seed's bundles.</summary>
    public DataProvenance Provenance(ulong seed) => new()
    {
        Name = Training.Name,
        Sha256 = Training.Sha256,
        TrainingCount = Training.Count,
        ValidationCount = Validation.Count,
        TestCount = Judged.Count,
        SplitSeed = seed,
    };

    private static (ImageSource Pool, ImageSource? Test) Divided(DataParts parts)
    {
        const double TestFraction = 0.3;
        var division = DataDivision.Create(parts, new DivisionOptions { ValidationFraction = 0, TestFraction = TestFraction, Seed = 0 });
        return (division.Training, division.Test);
    }

    // The first of the pool's images that the seed does not use.
    private static ImageSet DevelopmentOf(ImageSource pool, ClassSubset subset)
    {
        int[] left = [.. Enumerable.Range(0, pool.Count).Except([.. subset.Train.Span, .. subset.Validation.Span]).Take(MostDevelopment)];
        return left.Length > 0
            ? pool.Select(left).ToImageSet()
            : throw new UsageException("--judge-on development: every training image is trained on or validated with; take fewer a class.");
    }

    private static ImageSet TestOf(ImageSource? test) => test?.ToImageSet() ?? throw new UsageException("--data: expected images that leave some to test on.");
}
