namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Finds images of one part that are in another too. Two hashes that differ in at most three bits agree in one of four quarters of
/// 16 bits at least, so that only images that share a quarter are compared.
/// </summary>
internal sealed class DuplicateSearch
{
    private const int Quarters = DuplicateReport.NearDistance + 1;
    private const int QuarterBits = 64 / Quarters;

    // Simple pictures share their hashes with hundreds: the nearest few tell.
    private const int MostCompared = 16;

    private readonly ImageSource _images;
    private readonly Dictionary<UInt128, int> _byPixels = [];
    private readonly Dictionary<ushort, List<int>>[] _byQuarter = [.. Enumerable.Range(0, Quarters).Select(_ => new Dictionary<ushort, List<int>>())];

    private DuplicateSearch(ImageSource images)
    {
        _images = images;
        for (var i = 0; i < images.Count; i++)
        {
            _byPixels.TryAdd(images.Fingerprints[i].Pixels, i);
            for (var quarter = 0; quarter < Quarters; quarter++)
            {
                var key = Quarter(images.Fingerprints[i].Across, quarter);
                if (!_byQuarter[quarter].TryGetValue(key, out var places))
                    _byQuarter[quarter].Add(key, places = []);
                places.Add(i);
            }
        }
    }

    /// <summary>Each image of a part that is in the other one too, with the image there that is most like it.</summary>
    public static IReadOnlyList<DuplicatePair> Find((string Name, ImageSource Images) part, (string Name, ImageSource Images) other)
    {
        var search = new DuplicateSearch(other.Images);
        _ = part.Images.Fingerprints; // computed once, not by each thread
        var pairs = new DuplicatePair?[part.Images.Count];
        Parallel.For(0, pairs.Length, i =>
        {
            if (search.Nearest(part.Images, i) is var (index, distance))
                pairs[i] = new DuplicatePair(part.Name, i, NameOf(part.Images, i), other.Name, index, NameOf(other.Images, index), distance);
        });
        return [.. pairs.OfType<DuplicatePair>()];
    }

    private static string NameOf(ImageSource images, int index) =>
        images.Origins.Count == 0 ? FormattableString.Invariant($"{index}") : images.Origins[index].Path;

    private static ushort Quarter(ulong look, int quarter) => (ushort)(look >> (quarter * QuarterBits));

    /// <summary>The image like another: the distance is null where the pixels are the same.</summary>
    private (int Index, int? Distance)? Nearest(ImageSource other, int place)
    {
        var fingerprint = other.Fingerprints[place];
        if (_byPixels.TryGetValue(fingerprint.Pixels, out var same))
            return (same, null);
        var candidates = Candidates(fingerprint);
        if (candidates.Count == 0)
            return null;
        var thumbnail = Thumbnail.Of(other, place);
        foreach (var (distance, index) in candidates.Take(MostCompared))
        {
            if (Thumbnail.Difference(thumbnail, Thumbnail.Of(_images, index)) <= DuplicateReport.NearDifference)
                return (index, distance);
        }

        return null;
    }

    /// <summary>Those with a hash near enough, the nearest first.</summary>
    private SortedSet<(int Distance, int Index)> Candidates(ImageFingerprint fingerprint)
    {
        var candidates = new SortedSet<(int, int)>();
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            foreach (var index in _byQuarter[quarter].GetValueOrDefault(Quarter(fingerprint.Across, quarter), []))
            {
                var distance = fingerprint.Distance(_images.Fingerprints[index]);
                if (distance <= DuplicateReport.NearDistance)
                    candidates.Add((distance, index));
            }
        }

        return candidates;
    }
}
