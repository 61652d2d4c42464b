using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// Explains a whole number that differs between traces by the free dimensions: as a multiple of one or of a product of several,
/// as one plus a constant, or as an axis of a value computed before; of many sizes also as a quotient or a number with a limit.
/// </summary>
internal sealed class SizeSolver(IReadOnlyList<TraceRun> runs, IReadOnlyList<TensorSpec> inputs, bool isComplete)
{
    private readonly List<SizeSource> _free = FreeDimensions(runs[0], inputs);
    private readonly Dictionary<int, TraceValue[]> _values = [];
    private readonly List<int> _order = [];

    /// <summary>Makes a value's axes available as explanations.</summary>
    public void Learn(TraceValue[] value)
    {
        if (_values.TryAdd(value[0].Id, value))
            _order.Add(value[0].Id);
    }

    /// <summary>Whether a number was asked for that only more sizes can explain: what was solved so far is provisional.</summary>
    public bool WantsMoreSizes { get; private set; }

    /// <summary>The axes of one value; an axis that nothing explains is known by itself.</summary>
    public SizeExpression[] Dimensions(TraceValue[] value) =>
        [.. Enumerable.Range(0, value[0].Shape.Length).Select(axis =>
            Explained(value.Select(sample => sample.Shape[axis]).ToArray()) ?? OfItself(value[0], axis))];

    /// <summary>The axis as a size of its own, which no other number is made of before.</summary>
    public static SizeExpression OfItself(TraceValue value, int axis) => SizeExpression.Of(new SizeSource(value, axis, $"value{value.Id}_{axis}"));

    /// <summary>The number as an expression; null where nothing explains it.</summary>
    public SizeExpression? Solve(long[] samples)
    {
        if (Explained(samples) is { } known)
            return known;
        WantsMoreSizes |= !isComplete;
        return isComplete ? null : SizeExpression.Fixed(samples[0]);
    }

    private SizeExpression? Explained(long[] samples)
    {
        if (samples.All(sample => sample == samples[0]))
            return SizeExpression.Fixed(samples[0]);
        return Multiple(samples) ?? Shifted(samples) ?? (isComplete ? Rounded(samples) ?? Limited(samples) : null) ?? AxisOfEarlier(samples);
    }

    private static List<SizeSource> FreeDimensions(TraceRun run, IReadOnlyList<TensorSpec> inputs)
    {
        List<SizeSource> found = [];
        for (var input = 0; input < inputs.Count; input++)
        {
            for (var axis = 0; axis < inputs[input].Shape.Count; axis++)
            {
                if (inputs[input].Shape[axis].Name is { } name && found.All(source => source.Name != name))
                    found.Add(new SizeSource(run.Inputs[input], axis, name));
            }
        }

        return found;
    }

    private long Sample(SizeSource source, int run) => runs[run].Sizes[source.Name];

    private long[] Units(SizeSource[] sources) =>
        [.. Enumerable.Range(0, runs.Count).Select(run => sources.Aggregate(1L, (product, source) => product * Sample(source, run)))];

    private SizeExpression? Multiple(long[] samples)
    {
        foreach (var sources in Products())
        {
            if (SizeForms.Multiple(samples, Units(sources)) is { } factor)
                return SizeExpression.Product(sources, factor);
        }

        return null;
    }

    private IEnumerable<SizeSource[]> Products()
    {
        foreach (var source in _free)
            yield return [source];
        for (var first = 0; first < _free.Count; first++)
        {
            for (var second = first + 1; second < _free.Count; second++)
                yield return [_free[first], _free[second]];
        }

        if (_free.Count > 2)
            yield return [.. _free];
    }

    private SizeExpression? Shifted(long[] samples)
    {
        foreach (var source in _free)
        {
            if (SizeForms.Linear(samples, Units([source])) is { } form)
                return SizeExpression.Of(source, form.Factor, form.Offset);
        }

        return null;
    }

    private SizeExpression? Rounded(long[] samples)
    {
        foreach (var sources in Products())
        {
            if (SizeForms.Quotient(samples, Units(sources)) is { } form)
                return SizeExpression.Quotient(sources, form.Factor, form.Offset, form.Divisor);
        }

        return null;
    }

    private SizeExpression? Limited(long[] samples)
    {
        foreach (var source in _free)
        {
            if (SizeForms.Limited(samples, Units([source])) is { Limit: { } limit } form)
                return SizeExpression.Of(source, form.Factor, form.Offset).AtMost(limit);
        }

        return null;
    }

    private SizeExpression? AxisOfEarlier(long[] samples)
    {
        foreach (var id in Enumerable.Reverse(_order))
        {
            var value = _values[id];
            for (var axis = 0; axis < value[0].Shape.Length; axis++)
            {
                if (SizeForms.Multiple(samples, [.. value.Select(sample => sample.Shape[axis])]) is { } factor)
                    return SizeExpression.Of(new SizeSource(value[0], axis, $"value{id}_{axis}"), factor);
            }
        }

        return null;
    }
}
