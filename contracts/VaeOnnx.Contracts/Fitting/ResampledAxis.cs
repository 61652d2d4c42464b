using System.Numerics;

namespace VaeOnnx.Contracts;

/// <summary>
/// One axis of a resampling: which source pixels a target pixel is the weighted mean of. The filter is a triangle that reaches one
/// source pixel to either side, or one target pixel where that is wider, so that shrinking loses no pixel (no aliasing).
/// </summary>
internal readonly struct ResampledAxis
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    public ResampledAxis(int source, int target)
    {
        (_first, _weights) = (new int[target], new float[target][]);
        var scale = (double)source / target;
        var reach = Math.Max(scale, 1);
        for (var i = 0; i < target; i++)
        {
            var centre = (i + 0.5) * scale;
            _first[i] = Math.Max(0, (int)(centre - reach + 0.5));
            _weights[i] = Weights(_first[i], Math.Min(source, (int)(centre + reach + 0.5)), centre, reach);
        }
    }

    /// <summary>The value of a target pixel.</summary>
    /// <param name="source">The axis' pixels from its first on, <paramref name="stride"/> apart.</param>
    /// <param name="index">The target pixel.</param>
    /// <param name="stride">The distance between two pixels of the axis.</param>
    public float At<TPixel>(ReadOnlySpan<TPixel> source, int index, int stride)
        where TPixel : unmanaged, INumberBase<TPixel>
    {
        var sum = 0f;
        var place = _first[index] * stride;
        foreach (var weight in _weights[index])
        {
            sum += weight * float.CreateTruncating(source[place]);
            place += stride;
        }

        return sum;
    }

    private static float[] Weights(int first, int end, double centre, double reach)
    {
        var weights = new double[end - first];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = Math.Max(0, 1 - (Math.Abs(first + k + 0.5 - centre) / reach));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }
}
