using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>−log p(x|z) in nats of pixels whose range is mapped onto [0, 1].</summary>
internal abstract class PixelLoss(ImageSpec image)
{
    private readonly float _scale = 1 / (image.PixelMax - image.PixelMin);
    private readonly int _plane = image.Height * image.Width;

    /// <summary>The loss of a bundle's VAE.</summary>
    public static PixelLoss Of(BundleManifest manifest) => manifest.Likelihood switch
    {
        { Kind: LikelihoodKind.Gaussian } gaussian => new GaussianLoss(manifest.Image, gaussian.Scales),
        { Kind: LikelihoodKind.DiscretizedLogistic } logistic => new LogisticLoss(manifest.Image, logistic.Scales),
        _ => new BernoulliLoss(manifest.Image),
    };

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
        for (var first = 0; first < images.Length; first += _plane)
        {
            var map = maps.IsEmpty ? maps : maps.Slice(first, _plane);
            var channel = first / _plane % image.Channels;
            scores[first / image.Length] += weight * AddPlane(images.Slice(first, _plane), reconstruction.Slice(first, _plane), channel, weight, map);
        }
    }

    /// <summary>The loss of pixels of one channel; both arguments lie in [0, 1].</summary>
    protected abstract Vector<float> Loss(Vector<float> x, Vector<float> mean, int channel);

    private float AddPlane(ReadOnlySpan<float> x, ReadOnlySpan<float> reconstruction, int channel, float weight, Span<float> map)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var loss = Loss(Normalize(new Vector<float>(x[i..])), Normalize(new Vector<float>(reconstruction[i..])), channel);
            sums += loss;
            if (!map.IsEmpty)
                (new Vector<float>(map[i..]) + (loss * weight)).CopyTo(map[i..]);
        }

        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            var loss = Loss(Normalize(new Vector<float>(x[i])), Normalize(new Vector<float>(reconstruction[i])), channel)[0];
            sum += loss;
            if (!map.IsEmpty)
                map[i] += loss * weight;
        }

        return sum;
    }

    private Vector<float> Normalize(Vector<float> pixels) =>
        Vector.Min(Vector.Max((pixels - new Vector<float>(image.PixelMin)) * new Vector<float>(_scale), Vector<float>.Zero), Vector<float>.One);
}
