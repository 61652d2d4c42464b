using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Images and what each is for; no image is in two parts.</summary>
/// <param name="Training">Fitted to.</param>
/// <param name="Validation">Choose the epoch; null where none were asked for.</param>
/// <param name="Test">Looked at once, at the end; null where the data has none and none were asked for.</param>
/// <param name="Provenance">For the manifest.</param>
public sealed record DataDivision(ImageSource Training, ImageSource? Validation, ImageSource? Test, DataProvenance Provenance)
{
    /// <summary>Keeps the parts that the data has, and draws the others from its training images, each class in the same proportion.</summary>
    /// <param name="parts">The data.</param>
    /// <param name="options">What to draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside its range.</exception>
    public static DataDivision Create(DataParts parts, DivisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        var (rest, test) = parts.Test is null ? Draw(parts.Train, StratifiedSplit.ForTest, options.TestFraction, options.Seed) : (parts.Train, parts.Test);
        var (training, validation) = parts.Validation is null ? Draw(rest, StratifiedSplit.Create, options.ValidationFraction, options.Seed) : (rest, parts.Validation);
        return new DataDivision(training, validation, test, new DataProvenance
        {
            Name = parts.Train.Name,
            Sha256 = parts.Train.Sha256,
            TrainingCount = training.Count,
            ValidationCount = validation?.Count ?? 0,
            TestCount = test?.Count ?? 0,
            SplitSeed = options.Seed,
            Split = $"validation {Describe(parts.Validation, validation)}, test {Describe(parts.Test, test)}",
        });
    }

    /// <summary>Without the images that are in a later part too: of each pair the one of the earlier part is taken out.</summary>
    /// <param name="duplicates">Pairs of this division, from <see cref="DuplicateReport.Of"/>.</param>
    /// <exception cref="ArgumentException">No training image would be left.</exception>
    public DataDivision Without(IEnumerable<DuplicatePair> duplicates)
    {
        ArgumentNullException.ThrowIfNull(duplicates);
        var pairs = duplicates.ToArray();
        var training = Without(Training, "training", pairs) ?? throw new ArgumentException("All training images are in another part too.", nameof(duplicates));
        var validation = Validation is null ? null : Without(Validation, "validation", pairs);
        var dropped = Training.Count - training.Count + (Validation?.Count ?? 0) - (validation?.Count ?? 0);
        return this with
        {
            Training = training,
            Validation = validation,
            Provenance = Provenance with
            {
                TrainingCount = training.Count,
                ValidationCount = validation?.Count ?? 0,
                Split = FormattableString.Invariant($"{Provenance.Split}, {dropped} duplicates dropped"),
            },
        };
    }

    private static ImageSource? Without(ImageSource images, string part, DuplicatePair[] pairs)
    {
        var dropped = pairs.Where(pair => pair.Part == part).Select(pair => pair.Index).ToHashSet();
        int[] kept = [.. Enumerable.Range(0, images.Count).Where(index => !dropped.Contains(index))];
        return kept.Length == images.Count ? images : kept.Length == 0 ? null : images.Select(kept);
    }

    private static (ImageSource Kept, ImageSource? Drawn) Draw(ImageSource images, Func<ImageSource, double, ulong, StratifiedSplit> draw, double fraction, ulong seed)
    {
        var split = draw(images, fraction, seed);
        return split.HeldOut.IsEmpty ? (images, null) : (images.Select(split.Train.Span), images.Select(split.HeldOut.Span));
    }

    private static string Describe(ImageSource? given, ImageSource? used) => given is not null ? "given" : used is not null ? "drawn" : "none";
}
