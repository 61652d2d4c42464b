using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Quantization;

/// <summary>The values of one tensor over all calibration inputs: first their bounds, then how they lie between.</summary>
internal sealed class ValueHistogram(string name)
{
    // Eight bins for each of the 256 values that remain: a range is cut finer than it is used.
    private const int Bins = 2048;
    private const double OutlierShare = 1e-4;
    private const int Candidates = 100;

    private readonly long[] _counts = new long[Bins];
    private readonly double[] _sums = new double[Bins];
    private float _min = float.PositiveInfinity;
    private float _max = float.NegativeInfinity;

    /// <summary>First pass.</summary>
    public void Bound(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                throw new VaeOnnxException($"Value '{name}' is not finite on a calibration input. Look at the inputs and at the model.");
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
        }
    }

    /// <summary>Second pass, over the same values.</summary>
    public void Count(ReadOnlySpan<float> values)
    {
        var perUnit = _max > _min ? Bins / ((double)_max - _min) : 0;
        foreach (var value in values)
        {
            var bin = Math.Min((int)((value - _min) * perUnit), Bins - 1);
            _counts[bin]++;
            _sums[bin] += value;
        }
    }

    public ValueRange Choose(RangeMethod method, ActivationType type) => method switch
    {
        RangeMethod.MinMax => new ValueRange(_min, _max),
        RangeMethod.Percentile => new ValueRange(MeanOf(BinBehind(OutlierShare)), MeanOf(BinBehind(1 - OutlierShare))),
        RangeMethod.LeastSquares => LeastSquares(type),
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Unknown range method."),
    };

    // One end after the other: the error is a sum over values, and either end matters to its own side only.
    private ValueRange LeastSquares(ActivationType type)
    {
        var range = new ValueRange(_min, _max);
        range = Best(type, step => range with { High = range.High > 0 ? range.High * step / Candidates : range.High });
        return Best(type, step => range with { Low = range.Low < 0 ? range.Low * step / Candidates : range.Low });
    }

    private ValueRange Best(ActivationType type, Func<int, ValueRange> candidate) =>
        Enumerable.Range(1, Candidates).Select(step => candidate(Candidates + 1 - step)).MinBy(range => SquaredError(ActivationScale.Covering(range, type)));

    private double SquaredError(ActivationScale scale)
    {
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            var error = scale.Round(MeanOf(bin)) - MeanOf(bin);
            sum += _counts[bin] * error * error;
        }

        return sum;
    }

    private double MeanOf(int bin) => _sums[bin] / _counts[bin];

    private int BinBehind(double share)
    {
        var rest = share * _counts.Sum();
        var last = 0;
        for (var bin = 0; bin < Bins && rest > 0; bin++)
        {
            rest -= _counts[bin];
            last = _counts[bin] > 0 ? bin : last;
        }

        return last;
    }
}
