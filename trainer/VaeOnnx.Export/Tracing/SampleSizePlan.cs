using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// The sizes of the free dimensions in each trace: a base, one trace for each dimension at its second size and one at its third, and
/// one with all of them changed. More of them where a number turns out to be none of the simple forms.
/// </summary>
internal sealed class SampleSizePlan
{
    // Two and three: small, and no multiple of each other.
    private static readonly SampleSizes BatchSizes = new(2, 3);

    // Eight apart: strided and pooled axes still differ.
    private static readonly SampleSizes OtherSizes = new(32, 40);

    /// <summary>Odd and prime, so that quotients show their rounding; the largest that is cheap comes first.</summary>
    private static readonly long[] LargeBatches = [131, 37, 11, 5];

    private static readonly long[] LargeOthers = [263, 131, 71];

    /// <summary>In steps of the distance between the first two sizes: for modules that need multiples.</summary>
    private static readonly long[] Steps = [13, 4, 3, 2];

    /// <summary>Elements that a trace at a third size may compute: about what a small network computes anyway.</summary>
    private const long CheapElements = 256L << 10;

    /// <summary>How many sizes in a row show the place and the period of every rounding: more than twice the divisors that are looked for.</summary>
    private const int RowLength = 2 * SizeForms.LargestDivisor;

    private readonly IReadOnlyDictionary<string, SampleSizes> _chosen;
    private readonly string[] _names;
    private readonly SizePart[] _parts;

    public SampleSizePlan(IReadOnlyList<TensorSpec> inputs, IReadOnlyDictionary<string, SampleSizes> chosen)
    {
        _chosen = chosen;
        string[] all = [.. inputs.SelectMany(input => input.Shape).Select(dimension => dimension.Name).OfType<string>().Distinct()];
        _parts = [.. all.Select(name => SizePart.Parse(name, all)).OfType<SizePart>().OrderBy(part => part.Name.Length)];
        _names = [.. all.Except(_parts.Select(part => part.Name))];
        Base = At(name => Sizes(name).First);
    }

    /// <summary>The names of the free dimensions that follow no other.</summary>
    public IReadOnlyList<string> Names => _names;

    public IReadOnlyDictionary<string, long> Base { get; }

    /// <summary>
    /// Each dimension at its second size alone, then all of them: a number such as the smaller of two sizes stays the same while one
    /// of them changes. Never none: the inputs' values change between traces too, which shows what only looks constant.
    /// </summary>
    public IEnumerable<IReadOnlyDictionary<string, long>> Seconds()
    {
        if (_names.Length == 0)
            yield return Base;
        foreach (var name in _names)
            yield return With(name, Sizes(name).Second);
        if (_names.Length > 1)
            yield return At(name => Sizes(name).Second);
    }

    /// <summary>Traces with one dimension at a third size, the best one first; only one that forward accepts is needed.</summary>
    /// <param name="name">The dimension.</param>
    /// <param name="elements">How many elements the base trace computed.</param>
    public IEnumerable<IReadOnlyDictionary<string, long>> Thirds(string name, long elements)
    {
        var (first, second) = Sizes(name);
        if (Sizes(name).Third is { } third)
            return [With(name, third)];
        var power = name == Dimension.Batch.Name ? 1 : 2;
        bool IsCheap(long size) => elements * Math.Pow((double)size / first, power) <= CheapElements;
        var large = _chosen.ContainsKey(name) ? [] : name == Dimension.Batch.Name ? LargeBatches : LargeOthers;
        var steps = Steps.Select(step => first + (step * (second - first))).Where(size => size > 0 && size != first && size != second);
        long[] sizes = [.. large, .. steps];
        return sizes.Where((size, index) => IsCheap(size) || index == large.Length - 1 || index >= large.Length).Select(size => With(name, size));
    }

    /// <summary>Each dimension a number of times larger than at first, once odd and once in its steps; those that forward does not accept are left out.</summary>
    public IEnumerable<IReadOnlyDictionary<string, long>> Stretched(double times)
    {
        if (times <= 1)
            yield break;
        foreach (var name in _names)
        {
            var (first, second) = Sizes(name);
            var size = (long)Math.Ceiling(first * times);
            yield return With(name, size | 1);
            yield return With(name, first + (Math.Abs(second - first) * ((size - first + Math.Abs(second - first)) / Math.Abs(second - first))));
        }
    }

    /// <summary>Many sizes in a row, one dimension at a time; those that forward does not accept are left out.</summary>
    public IEnumerable<IReadOnlyDictionary<string, long>> Rows() =>
        _names.SelectMany(name => Enumerable.Range(1, RowLength).Select(step => With(name, Math.Min(Sizes(name).First, Sizes(name).Second) + step)));

    private SampleSizes Sizes(string name) => _chosen.GetValueOrDefault(name) ?? (name == Dimension.Batch.Name ? BatchSizes : OtherSizes);

    private Dictionary<string, long> With(string changed, long size) => At(name => name == changed ? size : Sizes(name).First);

    private Dictionary<string, long> At(Func<string, long> size)
    {
        var sizes = _names.ToDictionary(name => name, size);
        foreach (var part in _parts)
            sizes.Add(part.Name, sizes[part.Whole] / part.Divisor);
        return sizes;
    }
}
