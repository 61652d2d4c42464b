using System.Buffers;
using System.Runtime.InteropServices;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// Tells new images from copies: a copy lies nearer to a training image than real images lie to each other. Distances are Euclidean
/// between images as bytes, whole numbers, so that every processor decides alike. Thread-safe; holds a copy of the training images, one byte a value.
/// </summary>
public sealed class NoveltyGate
{
    private readonly PixelCodec _pixels;
    private readonly NearestImages _training;
    private readonly long _threshold;

    private NoveltyGate(ImageSpec image, PixelCodec pixels, ReadOnlySpan<byte> training, double quantile)
    {
        if (!(quantile is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "Expected a share of the images, at least 0 and below 1.");
        if (training.Length < 2 * image.Length)
            throw new ArgumentException("Expected at least two training images, to see how far real images are apart.", nameof(training));
        (Image, _pixels, _training) = (image, pixels, new NearestImages(training, image.Length));
        _threshold = _training.NeighbourDistance(quantile);
        Threshold = Math.Sqrt((double)_threshold / image.Length) / byte.MaxValue;
    }

    /// <summary>The images that it compares.</summary>
    public ImageSpec Image { get; }

    /// <summary>The distance up to which an image is a copy: the root of the mean squared difference of two images' values, in units of the pixel range.</summary>
    public double Threshold { get; }

    /// <summary>Learns from float images how far real ones are apart.</summary>
    /// <param name="image">What one image is.</param>
    /// <param name="training">[N, C, H, W], at least two images, finite, in the pixel range.</param>
    /// <param name="quantile">An image is a copy where it is nearer to a training image than all but this share of them are to their nearest other one (of a thousand at most, spread by their brightness); 0 takes the nearest pair.</param>
    /// <exception cref="ArgumentException">There are fewer than two images, or no whole number of them, or the quantile is not in [0, 1).</exception>
    public static NoveltyGate Learn(ImageSpec image, ReadOnlySpan<float> training, double quantile = 0.01)
    {
        ArgumentNullException.ThrowIfNull(image);
        Buffers.Count(training, image.Length, nameof(training));
        Finiteness.Require(training, nameof(training));
        var pixels = new PixelCodec(image, checkFinite: true);
        var bytes = new byte[training.Length];
        pixels.ToBytes(training, bytes);
        return new NoveltyGate(image, pixels, bytes, quantile);
    }

    /// <summary>Learns from byte images how far real ones are apart; see <see cref="Learn(ImageSpec, ReadOnlySpan{float}, double)"/>.</summary>
    /// <param name="image">What one image is.</param>
    /// <param name="training">[N, C, H, W], at least two images; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="quantile">As for floats.</param>
    /// <exception cref="ArgumentException">There are fewer than two images, or no whole number of them, or the quantile is not in [0, 1).</exception>
    public static NoveltyGate Learn(ImageSpec image, ReadOnlySpan<byte> training, double quantile = 0.01)
    {
        ArgumentNullException.ThrowIfNull(image);
        Buffers.Count(training, image.Length, nameof(training));
        return new NoveltyGate(image, new PixelCodec(image, checkFinite: true), training, quantile);
    }

    /// <summary>Whether a float image is no copy of a training image.</summary>
    /// <param name="image">[C, H, W], finite, in the pixel range.</param>
    /// <exception cref="ArgumentException">It is not one image, or a value is not finite.</exception>
    public bool IsNovel(ReadOnlySpan<float> image)
    {
        Buffers.RequireLength(image, 1, Image.Length, nameof(image));
        Finiteness.Require(image, nameof(image));
        return IsNew(image);
    }

    /// <summary>Whether a byte image is no copy of a training image.</summary>
    /// <param name="image">[C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <exception cref="ArgumentException">It is not one image.</exception>
    public bool IsNovel(ReadOnlySpan<byte> image)
    {
        Buffers.RequireLength(image, 1, Image.Length, nameof(image));
        return IsNew(image);
    }

    internal bool IsNew<TPixel>(ReadOnlySpan<TPixel> image)
        where TPixel : unmanaged
    {
        if (typeof(TPixel) == typeof(byte))
            return !_training.HasWithin(MemoryMarshal.Cast<TPixel, byte>(image), _threshold);
        var rented = ArrayPool<byte>.Shared.Rent(Image.Length);
        var bytes = rented.AsSpan(0, Image.Length);
        _pixels.ToBytes(MemoryMarshal.Cast<TPixel, float>(image), bytes);
        var isNew = !_training.HasWithin(bytes, _threshold);
        ArrayPool<byte>.Shared.Return(rented);
        return isNew;
    }
}
