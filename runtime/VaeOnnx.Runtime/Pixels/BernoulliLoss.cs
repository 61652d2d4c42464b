using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// −log p(x|z) in nats of pixels whose range is mapped onto [0, 1]: −x·log x̂ − (1 − x)·log(1 − x̂)
/// (Kingma and Welling, arXiv 1312.6114, appendix C.1). Logarithms end at −100, as in torch's binary_cross_entropy.
/// </summary>
internal sealed class BernoulliLoss(ImageSpec image)
{
    private const float SmallestLog = -100f;
    private readonly float _scale = 1 / (image.PixelMax - image.PixelMin);

    /// <summary>Checks that no pixel leaves the pixel range, where the likelihood has no meaning.</summary>
    /// <exception cref="ArgumentException">One does.</exception>
    public void RequireInRange(ReadOnlySpan<float> images, string parameter)
    {
        var index = images.IndexOfAnyExceptInRange(image.PixelMin, image.PixelMax);
        if (index >= 0)
            throw new ArgumentException(FormattableString.Invariant($"Expected values in the pixel range {image.PixelMin} to {image.PixelMax}, got {images[index]} (value {index})."), parameter);
    }

    /// <summary>Adds every image's loss, weighted, to its score, and every value's to its map unless there are none.</summary>
    public void Add(ReadOnlySpan<float> images, ReadOnlySpan<float> reconstruction, float weight, Span<float> scores, Span<float> maps)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            var (first, length) = (i * image.Length, image.Length);
            var map = maps.IsEmpty ? maps : maps.Slice(first, length);
            scores[i] += weight * AddOne(images.Slice(first, length), reconstruction.Slice(first, length), weight, map);
        }
    }

    private float AddOne(ReadOnlySpan<float> x, ReadOnlySpan<float> reconstruction, float weight, Span<float> map)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var loss = Loss(Normalize(new Vector<float>(x[i..])), Normalize(new Vector<float>(reconstruction[i..])));
            sums += loss;
            if (!map.IsEmpty)
                (new Vector<float>(map[i..]) + (loss * weight)).CopyTo(map[i..]);
        }

        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            var loss = Loss(Normalize(new Vector<float>(x[i])), Normalize(new Vector<float>(reconstruction[i])))[0];
            sum += loss;
            if (!map.IsEmpty)
                map[i] += loss * weight;
        }

        return sum;
    }

    private static Vector<float> Loss(Vector<float> x, Vector<float> reconstruction)
    {
        var floor = new Vector<float>(SmallestLog);
        var log = Vector.Max(Vector.Log(reconstruction), floor);
        var logOfRest = Vector.Max(Vector.Log(Vector<float>.One - reconstruction), floor);
        return -((x * log) + ((Vector<float>.One - x) * logOfRest));
    }

    private Vector<float> Normalize(Vector<float> pixels) =>
        Vector.Min(Vector.Max((pixels - new Vector<float>(image.PixelMin)) * new Vector<float>(_scale), Vector<float>.Zero), Vector<float>.One);
}
