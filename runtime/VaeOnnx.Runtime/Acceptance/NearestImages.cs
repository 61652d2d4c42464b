using System.Numerics;

namespace VaeOnnx.Runtime;

/// <summary>
/// The nearest of many images, exactly. They are kept in the order of their norms, and by the triangle inequality no image is nearer than
/// its norm is: a search goes outwards from the image's own norm and ends where the difference alone exceeds the best distance.
/// </summary>
internal sealed class NearestImages
{
    private const int MaxProbes = 1000;
    private const int Block = 128; // values between two looks at whether a distance is already too large

    private readonly int _length;
    private readonly byte[] _rows;
    private readonly double[] _norms;

    public NearestImages(ReadOnlySpan<byte> images, int length)
    {
        _length = length;
        _rows = new byte[images.Length];
        _norms = new double[images.Length / length];
        var order = new int[_norms.Length];
        for (var i = 0; i < order.Length; i++)
            (order[i], _norms[i]) = (i, Norm(images.Slice(i * length, length)));
        Array.Sort(_norms, order);
        for (var i = 0; i < order.Length; i++)
            images.Slice(order[i] * length, length).CopyTo(_rows.AsSpan(i * length));
    }

    /// <summary>Whether an image is within a squared distance of the given one.</summary>
    public bool HasWithin(ReadOnlySpan<byte> image, long squared) => Nearest(image, Norm(image), squared + 1, except: -1) <= squared;

    /// <summary>A quantile of the squared distances between images and their nearest other one.</summary>
    public long NeighbourDistance(double quantile)
    {
        var step = Math.Max(1, _norms.Length / MaxProbes);
        var distances = new long[(_norms.Length + step - 1) / step];
        for (var i = 0; i < distances.Length; i++)
            distances[i] = Nearest(Row(i * step), _norms[i * step], long.MaxValue, except: i * step);
        Array.Sort(distances);
        return distances[(int)(quantile * distances.Length)];
    }

    // The smallest squared distance below a bound, or the bound.
    private long Nearest(ReadOnlySpan<byte> image, double norm, long bound, int except)
    {
        var above = Array.BinarySearch(_norms, norm);
        above = above < 0 ? ~above : above;
        var below = above - 1;
        while (true)
        {
            var up = above < _norms.Length ? _norms[above] - norm : double.PositiveInfinity;
            var down = below >= 0 ? norm - _norms[below] : double.PositiveInfinity;
            var gap = Math.Min(up, down);
            // One more than the bound, for what the roots have been rounded by.
            if (gap * gap > bound + 1.0)
                return bound;
            var row = up <= down ? above++ : below--;
            if (row != except)
                bound = Math.Min(bound, Distance(image, Row(row), bound));
        }
    }

    private ReadOnlySpan<byte> Row(int row) => _rows.AsSpan(row * _length, _length);

    private static double Norm(ReadOnlySpan<byte> image)
    {
        var sum = 0L;
        foreach (var value in image)
            sum += value * value;
        return Math.Sqrt(sum);
    }

    // The squared distance, or some number from the limit on as soon as that is reached: begun shortly before the middle, where images differ most.
    private static long Distance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, long limit)
    {
        var start = a.Length * 3 / 8;
        var sum = PartDistance(a[start..], b[start..], limit);
        return sum < limit ? sum + PartDistance(a[..start], b[..start], limit - sum) : sum;
    }

    private static long PartDistance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, long limit)
    {
        var sum = 0L;
        while (a.Length > Block && sum < limit)
        {
            sum += BlockDistance(a[..Block], b[..Block]);
            a = a[Block..];
            b = b[Block..];
        }

        return sum < limit ? sum + BlockDistance(a, b) : sum;
    }

    private static long BlockDistance(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var sums = Vector<uint>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var (x, y) = (new Vector<byte>(a[i..]), new Vector<byte>(b[i..]));
            Vector.Widen(Vector.Max(x, y) - Vector.Min(x, y), out var lower, out var upper);
            Vector.Widen(lower * lower, out var first, out var second);
            Vector.Widen(upper * upper, out var third, out var fourth);
            sums += first + second + third + fourth;
        }

        long sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
