namespace VaeOnnx.Runtime;

/// <summary>The points between two latents; the ends are met exactly.</summary>
internal readonly ref struct LatentPath
{
    /// <summary>Below it the quotients of sines lose half their digits, and the arc differs from the chord by less.</summary>
    private const double SmallestSine = 1e-6;

    private readonly ReadOnlySpan<float> _from;
    private readonly ReadOnlySpan<float> _to;
    private readonly double _angle;

    public LatentPath(InterpolationKind kind, ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        _from = from;
        _to = to;
        _angle = kind == InterpolationKind.Spherical ? Angle(from, to) : 0;
    }

    /// <summary>Writes the point at <paramref name="t"/>, from 0 to 1.</summary>
    public void Write(double t, Span<float> z)
    {
        var (from, to) = Weights(t);
        for (var i = 0; i < z.Length; i++)
            z[i] = (float)((from * _from[i]) + (to * _to[i]));
    }

    private (double From, double To) Weights(double t)
    {
        var sine = Math.Sin(_angle);
        return sine < SmallestSine ? (1 - t, t) : (Math.Sin((1 - t) * _angle) / sine, Math.Sin(t * _angle) / sine);
    }

    private static double Angle(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (product, squareA, squareB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            squareA += (double)a[i] * a[i];
            squareB += (double)b[i] * b[i];
        }

        var lengths = Math.Sqrt(squareA * squareB);
        return lengths == 0 ? 0 : Math.Acos(Math.Clamp(product / lengths, -1, 1));
    }
}
