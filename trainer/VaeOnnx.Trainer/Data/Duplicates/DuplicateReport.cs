namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Images that are in two parts at once, so that a test is not what it seems. Each image of the earlier part is named once,
/// with the image of the later one that is most like it.
/// </summary>
/// <param name="Exact">Pairs of which all pixels are the same.</param>
/// <param name="Near">Pairs that look alike: of either of their 64-bit difference hashes (across and down) at most <see cref="NearDistance"/> bits differ, and of their pixels, both shrunk to 32x32 grey, the mean squared difference is at most <see cref="NearDifference"/> of the mean of their variances.</param>
public sealed record DuplicateReport(IReadOnlyList<DuplicatePair> Exact, IReadOnlyList<DuplicatePair> Near)
{
    /// <summary>In bits, of 64.</summary>
    public const int NearDistance = 3;

    /// <summary>As a fraction of the variance: what counts as little depends on how much is to be seen, so that thin strokes on black are not all alike.</summary>
    public const double NearDifference = 0.01;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Exact.Count == 0 && Near.Count == 0;

    /// <summary>Looks for them: training against validation and test, validation against test.</summary>
    /// <param name="division">The parts.</param>
    public static DuplicateReport Of(DataDivision division)
    {
        ArgumentNullException.ThrowIfNull(division);
        var pairs = Between(division).ToArray();
        return new DuplicateReport([.. pairs.Where(pair => pair.IsExact)], [.. pairs.Where(pair => !pair.IsExact)]);
    }

    private static IEnumerable<DuplicatePair> Between(DataDivision division)
    {
        var (training, validation, test) = (division.Training, division.Validation, division.Test);
        if (test is not null)
        {
            foreach (var pair in DuplicateSearch.Find(("training", training), ("test", test)))
                yield return pair;
        }

        if (validation is null)
            yield break;
        foreach (var pair in DuplicateSearch.Find(("training", training), ("validation", validation)))
            yield return pair;
        if (test is null)
            yield break;
        foreach (var pair in DuplicateSearch.Find(("validation", validation), ("test", test)))
            yield return pair;
    }
}
