using System.Globalization;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Images and what each is for; no image is in two parts.</summary>
/// <param name="Training">Fitted to.</param>
/// <param name="Validation">Choose the epoch; null where none were asked for.</param>
/// <param name="Test">Looked at once, at the end; null where the data has none and none were asked for.</param>
/// <param name="Provenance">For the manifest.</param>
public sealed record DataDivision(ImageSource Training, ImageSource? Validation, ImageSource? Test, DataProvenance Provenance)
{
    private const string TrainingPart = "training";
    private const string ValidationPart = "validation";

    /// <summary>The images that are not in the part that the data itself gives them: those that were drawn, and those that were left out. In the order of the data.</summary>
    public IReadOnlyList<SplitMove> Moves { get; private init; } = [];

    // Where the images of a part that was drawn from lie in the data's own part; null where they all are there.
    private int[]? TrainingPlaces { get; init; }

    private int[]? ValidationPlaces { get; init; }

    /// <summary>Keeps the parts that the data has, and draws the others from its training images, each class in the same proportion.</summary>
    /// <param name="parts">The data.</param>
    /// <param name="options">What to draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is outside its range.</exception>
    public static DataDivision Create(DataParts parts, DivisionOptions options)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        int[] all = [.. Enumerable.Range(0, parts.Train.Count)];
        var (rest, testPlaces) = parts.Test is null ? Draw(parts.Train, all, StratifiedSplit.ForTest, options.TestFraction, options.Seed) : (all, []);
        var (kept, validationPlaces) = parts.Validation is null ? Draw(parts.Train, rest, StratifiedSplit.Create, options.ValidationFraction, options.Seed) : (rest, []);
        var training = kept.Length == all.Length ? parts.Train : parts.Train.Select(kept);
        var validation = validationPlaces.Length == 0 ? parts.Validation : parts.Train.Select(validationPlaces);
        var test = testPlaces.Length == 0 ? parts.Test : parts.Train.Select(testPlaces);
        return new DataDivision(training, validation, test, new DataProvenance
        {
            Name = parts.Train.Name,
            Sha256 = parts.Train.Sha256,
            TrainingCount = training.Count,
            ValidationCount = validation?.Count ?? 0,
            TestCount = test?.Count ?? 0,
            SplitSeed = options.Seed,
            Split = $"validation {Describe(parts.Validation, validation)}, test {Describe(parts.Test, test)}",
            Storage = parts.Storage?.ToName(),
            BitDepth = parts.Train.BitDepth,
        })
        {
            TrainingPlaces = kept,
            ValidationPlaces = parts.Validation is null ? validationPlaces : null,
            Moves = [.. validationPlaces.Select(place => (Place: place, To: ValidationPart)).Concat(testPlaces.Select(place => (Place: place, To: "test")))
                .OrderBy(move => move.Place).Select(move => new SplitMove(NameOf(parts.Train, move.Place), TrainingPart, move.To))],
        };
    }

    /// <summary>Without the images that are in a later part too: of each pair the one of the earlier part is taken out.</summary>
    /// <param name="duplicates">Pairs of this division, from <see cref="DuplicateReport.Of"/>.</param>
    /// <exception cref="ArgumentException">No training image would be left.</exception>
    public DataDivision Without(IEnumerable<DuplicatePair> duplicates)
    {
        ArgumentNullException.ThrowIfNull(duplicates);
        var pairs = duplicates.ToArray();
        var training = Without(Training, TrainingPart, pairs) ?? throw new ArgumentException("All training images are in another part too.", nameof(duplicates));
        var validation = Validation is null ? null : Without(Validation, ValidationPart, pairs);
        var dropped = Training.Count - training.Count + (Validation?.Count ?? 0) - (validation?.Count ?? 0);
        return this with
        {
            Training = training,
            Validation = validation,
            Moves = WithDropped(pairs),
            Provenance = Provenance with
            {
                TrainingCount = training.Count,
                ValidationCount = validation?.Count ?? 0,
                Split = FormattableString.Invariant($"{Provenance.Split}, {dropped} duplicates dropped"),
            },
        };
    }

    private SplitMove[] WithDropped(DuplicatePair[] pairs)
    {
        var dropped = pairs.DistinctBy(pair => (pair.Part, pair.Index)).Select(pair => pair.Part == TrainingPart
            ? new SplitMove(NameOf(Training, pair.Index, TrainingPlaces), TrainingPart, SplitMove.Dropped)
            : new SplitMove(NameOf(Validation!, pair.Index, ValidationPlaces), ValidationPlaces is null ? ValidationPart : TrainingPart, SplitMove.Dropped)).ToArray();
        var gone = dropped.Select(move => (move.Image, move.From)).ToHashSet();
        return [.. Moves.Where(move => !gone.Contains((move.Image, move.From))), .. dropped];
    }

    private static string NameOf(ImageSource images, int index, int[]? places = null) =>
        images.Origins.Count > 0 ? images.Origins[index].Path : (places?[index] ?? index).ToString(CultureInfo.InvariantCulture);

    private static ImageSource? Without(ImageSource images, string part, DuplicatePair[] pairs)
    {
        var dropped = pairs.Where(pair => pair.Part == part).Select(pair => pair.Index).ToHashSet();
        int[] kept = [.. Enumerable.Range(0, images.Count).Where(index => !dropped.Contains(index))];
        return kept.Length == images.Count ? images : kept.Length == 0 ? null : images.Select(kept);
    }

    // Of the images at some places: which stay, and which are drawn.
    private static (int[] Kept, int[] Drawn) Draw(ImageSource images, int[] places, Func<ImageSource, double, ulong, StratifiedSplit> draw, double fraction, ulong seed)
    {
        var split = draw(places.Length == images.Count ? images : images.Select(places), fraction, seed);
        return (Array.ConvertAll(split.Train.ToArray(), index => places[index]), Array.ConvertAll(split.HeldOut.ToArray(), index => places[index]));
    }

    private static string Describe(ImageSource? given, ImageSource? used) => given is not null ? "given" : used is not null ? "drawn" : "none";
}
