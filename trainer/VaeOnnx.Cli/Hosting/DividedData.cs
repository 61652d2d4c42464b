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
        var division = DataDivision.Create(located.Data, new DivisionOptions { ValidationFraction = validationFraction, Seed = seed });
        if (division.Validation is null || division.Training.Count == 0)
            throw new UsageException($"--validation: expected a share that leaves images on both sides of {Text.Count(located.Data.Train.Count)}, got {division.Training.Count} to train and {division.Validation?.Count ?? 0} to validate.");
        if (division.Test is null)
            throw new UsageException($"--data: expected images that leave some to test on, got {located.Data.Train.Count}.");
        return new DividedData(division.Training.ToImageSet(), division.Validation.ToImageSet(), division.Test.ToImageSet(), located.Origin, division.Provenance);
    }
}
