using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Hosting;

/// <summary>Images and what each is for.</summary>
/// <param name="Training">Fitted to.</param>
/// <param name="Validation">Chooses epochs, and proves exports.</param>
/// <param name="Test">Read once, at the end; null where there are none.</param>
/// <param name="Located">Where they came from.</param>
/// <param name="Provenance">For the manifest.</param>
internal sealed record DividedData(ImageSource Training, ImageSource Validation, ImageSource? Test, LocatedData Located, DataProvenance Provenance)
{
    /// <summary>Draws the parts that the data does not have.</summary>
    /// <param name="located">The data.</param>
    /// <param name="options">What to draw.</param>
    /// <exception cref="UsageException">Nothing is left to train or to validate on.</exception>
    public static DividedData Create(LocatedData located, DivisionOptions options)
    {
        var division = DataDivision.Create(located.Data, options);
        if (division.Validation is null || division.Training.Count == 0)
            throw new UsageException($"--validation: expected a share that leaves images on both sides of {Text.Count(located.Data.Train.Count)}, got {division.Training.Count} to train and {division.Validation?.Count ?? 0} to validate.");
        return new DividedData(division.Training, division.Validation, division.Test, located, division.Provenance);
    }
}
