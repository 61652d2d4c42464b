using System.Numerics;

namespace VaeOnnx.Contracts;

/// <summary>What a fit does to pixels: the same bits on every machine, in a trainer and in an app.</summary>
public static class ImageFitExtensions
{
    /// <summary>The name in manifests and on the command line, such as <c>resize</c>.</summary>
    /// <param name="fit">The fit.</param>
    public static string ToName(this ImageFit fit) => fit.ToString().ToLowerInvariant();

    /// <summary>Makes an image of a model's size. An image that has the size already is copied.</summary>
    /// <typeparam name="TPixel">byte, ushort or float; whole numbers are rounded to the nearest, halves up.</typeparam>
    /// <param name="fit">How.</param>
    /// <param name="source">C·height·width pixels in the order C, H, W, as many channels as <paramref name="image"/> has.</param>
    /// <param name="height">The source's height.</param>
    /// <param name="width">The source's width.</param>
    /// <param name="target">Receives the pixels of <paramref name="image"/>; must not overlap the source.</param>
    /// <param name="image">The size to make.</param>
    /// <exception cref="ArgumentException">A buffer has another length, or the source is too large to pad or too small to crop.</exception>
    public static void Apply<TPixel>(this ImageFit fit, ReadOnlySpan<TPixel> source, int height, int width, Span<TPixel> target, ImageSpec image)
        where TPixel : unmanaged, INumberBase<TPixel>
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (source.Length != (long)image.Channels * height * width)
            throw new ArgumentException($"An image of {image.Channels}x{height}x{width} has {(long)image.Channels * height * width} pixels, got {source.Length}.", nameof(source));
        if (target.Length != image.Length)
            throw new ArgumentException($"An image of {image.Channels}x{image.Height}x{image.Width} has {image.Length} pixels, got room for {target.Length}.", nameof(target));
        if (!fit.Takes(height, width, image))
            throw new ArgumentException($"An image of {height}x{width} is too {(fit == ImageFit.Pad ? "large to pad" : "small to crop")} to {image.Height}x{image.Width}.", nameof(source));
        var (scaledHeight, scaledWidth) = fit.ScaledSize(height, width, image);
        if ((scaledHeight, scaledWidth) == (image.Height, image.Width))
        {
            PixelResampling.Resize(source, height, width, target, scaledHeight, scaledWidth);
            return;
        }

        var scaled = new TPixel[image.Channels * scaledHeight * scaledWidth];
        PixelResampling.Resize(source, height, width, scaled, scaledHeight, scaledWidth);
        PutInTheMiddle<TPixel>(scaled, scaledHeight, scaledWidth, target, image);
    }

    /// <summary>Whether images of a size can be fitted at all: only padding and cropping refuse some.</summary>
    /// <param name="fit">How.</param>
    /// <param name="height">The source's height.</param>
    /// <param name="width">The source's width.</param>
    /// <param name="image">The size to make.</param>
    public static bool Takes(this ImageFit fit, int height, int width, ImageSpec image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return fit switch
        {
            ImageFit.Pad => height <= image.Height && width <= image.Width,
            ImageFit.Crop => height >= image.Height && width >= image.Width,
            _ => true,
        };
    }

    /// <summary>The size that a source is resampled to before it is padded or cropped: its own where nothing is resampled.</summary>
    /// <param name="fit">How.</param>
    /// <param name="height">The source's height.</param>
    /// <param name="width">The source's width.</param>
    /// <param name="image">The size to make.</param>
    public static (int Height, int Width) ScaledSize(this ImageFit fit, int height, int width, ImageSpec image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (high, wide) = ((double)image.Height / height, (double)image.Width / width);
        return fit switch
        {
            ImageFit.Resize => (image.Height, image.Width),
            ImageFit.Contain => Scale(Math.Min(high, wide)),
            ImageFit.Cover => Scale(Math.Max(high, wide)),
            _ => (height, width),
        };

        (int Height, int Width) Scale(double ratio) => (Math.Max(1, (int)((height * ratio) + 0.5)), Math.Max(1, (int)((width * ratio) + 0.5)));
    }

    /// <summary>Cuts what is larger, repeats the border of what is smaller; an odd rest goes to the right and the bottom.</summary>
    private static void PutInTheMiddle<TPixel>(ReadOnlySpan<TPixel> source, int height, int width, Span<TPixel> target, ImageSpec image)
    {
        var (top, left) = ((image.Height - height) / 2, (image.Width - width) / 2);
        for (var row = 0; row < image.Channels * image.Height; row++)
        {
            var (channel, y) = (row / image.Height, row % image.Height);
            var from = source.Slice(((channel * height) + Math.Clamp(y - top, 0, height - 1)) * width, width);
            for (var x = 0; x < image.Width; x++)
                target[(row * image.Width) + x] = from[Math.Clamp(x - left, 0, width - 1)];
        }
    }
}
