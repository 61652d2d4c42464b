using System.Collections.Concurrent;

namespace VaeOnnx.Trainer.Augmentation;

/// <summary>
/// Weights that bring a coarse line of points to a finer one by cubic convolution (Keys 1981, with a = −3/4), pixel centres aligned
/// and edges repeated: what PyTorch's bicubic interpolation without align_corners computes.
/// </summary>
internal sealed class CubicUpsampling
{
    private const float A = -0.75f;
    private static readonly ConcurrentDictionary<(int Points, int Size), CubicUpsampling> s_known = new();
    private readonly float[] _weights;

    private CubicUpsampling(int points, int size)
    {
        (Points, Size) = (points, size);
        _weights = new float[size * points];
        for (var i = 0; i < size; i++)
            Fill(_weights.AsSpan(i * points, points), (((i + 0.5f) * points) / size) - 0.5f);
    }

    public int Points { get; }

    public int Size { get; }

    /// <summary>Size rows of one weight a point.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    public static CubicUpsampling Of(int points, int size) =>
        s_known.GetOrAdd((points, size), key => new CubicUpsampling(key.Points, key.Size));

    /// <summary>The value at a place of the fine line.</summary>
    public float At(ReadOnlySpan<float> coarse, int place)
    {
        var weights = _weights.AsSpan(place * Points, Points);
        var sum = 0f;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * coarse[i];
        return sum;
    }

    /// <summary>The row of a coarse grid [Points, Points] at a place between its rows.</summary>
    public void Combine(ReadOnlySpan<float> coarse, int place, Span<float> row)
    {
        row.Clear();
        for (var i = 0; i < Points; i++)
        {
            var weight = _weights[(place * Points) + i];
            for (var j = 0; j < row.Length; j++)
                row[j] += weight * coarse[(i * row.Length) + j];
        }
    }

    private static void Fill(Span<float> weights, float position)
    {
        var first = (int)MathF.Floor(position) - 1;
        for (var i = first; i < first + 4; i++)
            weights[Math.Clamp(i, 0, weights.Length - 1)] += Kernel(MathF.Abs(position - i));
    }

    private static float Kernel(float distance) => distance switch
    {
        < 1f => ((((A + 2f) * distance) - (A + 3f)) * distance * distance) + 1f,
        < 2f => (((((A * distance) - (5f * A)) * distance) + (8f * A)) * distance) - (4f * A),
        _ => 0f,
    };
}
