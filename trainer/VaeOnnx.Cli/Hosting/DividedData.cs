using VaeOnnx.Cli.Settings;
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
    /// <summary>The images whose part was drawn, or that were left out.</summary>
    public IReadOnlyList<SplitMove> Moves { get; private init; } = [];

    /// <summary>Images that are in two parts at once; null where nobody looked.</summary>
    public DuplicateReport? Duplicates { get; private init; }

    /// <summary>Draws the parts that the data does not have.</summary>
    /// <param name="located">The data.</param>
    /// <param name="options">What to draw.</param>
    /// <exception cref="UsageException">Nothing is left to train or to validate on.</exception>
    public static DividedData Create(LocatedData located, DivisionOptions options) => Of(located, DataDivision.Create(located.Data, options));

    /// <summary>Draws the parts that the data does not have, looks for images that are in two of them, says so, and drops them where that is asked for.</summary>
    /// <param name="located">The data.</param>
    /// <param name="settings">What to draw and to drop.</param>
    /// <param name="seed">Draws.</param>
    /// <param name="shell">Where to say it.</param>
    /// <exception cref="UsageException">Nothing is left to validate on.</exception>
    /// <exception cref="DataFormatException">Nothing is left to train on.</exception>
    public static DividedData Create(LocatedData located, DataSettings settings, ulong seed, Shell shell)
    {
        var division = DataDivision.Create(located.Data, settings.ToDivision(seed));
        var duplicates = DuplicateReport.Of(division);
        if (!duplicates.IsEmpty)
        {
            var action = settings.DropDuplicates ? "the one in the earlier part was left out" : "--drop-duplicates leaves out the one in the earlier part";
            shell.Line($"Note: {Text.Count(duplicates.Exact.Count)} images are the same and {Text.Count(duplicates.Near.Count)} look the same in two of the parts training, validation and test, such as {(duplicates.Exact.Count > 0 ? duplicates.Exact : duplicates.Near)[0]}; {action}.");
        }

        return Of(located, settings.DropDuplicates ? Without(division, duplicates) : division) with { Duplicates = duplicates };
    }

    private static DataDivision Without(DataDivision division, DuplicateReport duplicates)
    {
        try
        {
            return division.Without([.. duplicates.Exact, .. duplicates.Near]);
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException(division.Training.Name, "training images that are in no other part", "none", "Leave out --drop-duplicates, or name other test images.", e);
        }
    }

    private static DividedData Of(LocatedData located, DataDivision division)
    {
        if (division.Validation is null || division.Training.Count == 0)
            throw new UsageException($"--validation: expected a share that leaves images on both sides of {Text.Count(located.Data.Train.Count)}, got {division.Training.Count} to train and {division.Validation?.Count ?? 0} to validate.");
        return new DividedData(division.Training, division.Validation, division.Test, located, division.Provenance) { Moves = division.Moves };
    }
}
