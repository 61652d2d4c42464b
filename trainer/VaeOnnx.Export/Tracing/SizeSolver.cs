using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Tracing;

/// <summary>
/// Explains a whole number that differs between traces by the free dimensions: as a multiple of one or of a product of several,
/// as one plus a constant, or as an axis of a value computed before.
/// </summary>
internal sealed class SizeSolver(IReadOnlyList<TraceRun> runs, IReadOnlyList<TensorSpec> inputs)
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

    /// <summary>The axes of one value; an axis that nothing explains is known by itself.</summary>
    public SizeExpression[] Dimensions(TraceValue[] value) =>
        [.. Enumerable.Range(0, value[0].Shape.Length).Select(axis =>
            Solve(value.Select(sample => sample.Shape[axis]).ToArray())
            ?? SizeExpression.Of(new SizeSource(value[0], axis, $"value{value[0].Id}_{axis}")))];

    /// <summary>The number as an expression; null where nothing explains it.</summary>
    public SizeExpression? Solve(long[] samples)
    {
        if (samples.All(sample => sample == samples[0]))
            return SizeExpression.Fixed(samples[0]);
        return Multiple(samples) ?? Shifted(samples) ?? AxisOfEarlier(samples);
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

    private SizeExpression? Multiple(long[] samples)
    {
        foreach (var sources in Products())
        {
            var units = samples.Select((_, run) => sources.Aggregate(1L, (product, source) => product * Sample(source, run))).ToArray();
            if (Quotient(samples, units) is { } factor)
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
            var (low, high) = (Sample(source, 0), Enumerable.Range(0, runs.Count).Select(run => Sample(source, run)).Max());
            var run = Enumerable.Range(0, runs.Count).First(index => Sample(source, index) == high);
            if (high == low || (samples[run] - samples[0]) % (high - low) != 0)
                continue;
            var factor = (samples[run] - samples[0]) / (high - low);
            var offset = samples[0] - (factor * low);
            if (factor != 0 && samples.Select((sample, index) => sample == (factor * Sample(source, index)) + offset).All(holds => holds))
                return SizeExpression.Of(source, factor, offset);
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
                if (Quotient(samples, [.. value.Select(sample => sample.Shape[axis])]) is { } factor)
                    return SizeExpression.Of(new SizeSource(value[0], axis, $"value{id}_{axis}"), factor);
            }
        }

        return null;
    }

    private static long? Quotient(long[] samples, long[] units)
    {
        if (units.Any(unit => unit == 0) || samples[0] % units[0] != 0)
            return null;
        var factor = samples[0] / units[0];
        return factor != 0 && samples.Zip(units).All(pair => pair.First == factor * pair.Second) ? factor : null;
    }
}
