using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Images and what each is for.</summary>
/// <param name="Training">Fitted to.</param>
/// <param name="Validation">Chooses epochs, and proves exports.</param>
/// <param name="Test">Read once, at the end.</param>
/// <param name="Origin">Where they came from.</param>
/// <param name="Provenance">For the manifest.</param>
internal sealed record DividedData(ImageSet Training, ImageSet Validation, ImageSet Test, DataOrigin Origin, DataProvenance Provenance)
{
    /// <summary>Takes the validation images out of the training images.</summary>
    /// <param name="located">The data.</param>
    /// <param name="validationFraction">The share of each class that is taken.</param>
    /// <param name="seed">Draws them.</param>
    public static DividedData Create(LocatedData located, double validationFraction, ulong seed)
    {
        var (train, test) = (located.Data.Train, located.Data.Test);
        var split = StratifiedSplit.Create(train, validationFraction, seed);
        if (split.Train.IsEmpty || split.Validation.IsEmpty)
            throw new UsageException($"--validation: expected a share that leaves images on both sides of {Text.Count(train.Count)}, got {split.Train.Length} to train and {split.Validation.Length} to validate.");
        var provenance = new DataProvenance
        {
            Name = train.Name,
            Sha256 = train.Sha256,
            TrainingCount = split.Train.Length,
            ValidationCount = split.Validation.Length,
            SplitSeed = seed,
        };
        return new DividedData(train.Select(split.Train.Span), train.Select(split.Validation.Span), test, located.Origin, provenance);
    }
}
