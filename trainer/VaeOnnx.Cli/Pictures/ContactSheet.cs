using SkiaSharp;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Pictures;

/// <summary>Many images in one picture: a grid, left to right and top to bottom, with transparent gaps. No text, so no font.</summary>
internal static class ContactSheet
{
    /// <summary>The gap between two images, in pixels of the images.</summary>
    public const int Gap = 2;

    // No blocks to be seen at twice the size.
    private const int WebpQuality = 85;

    /// <summary>Draws the images.</summary>
    /// <param name="images">N·C·H·W bytes, channel by channel (NCHW).</param>
    /// <param name="spec">The size of one image; C is 1, 3 or 4.</param>
    /// <param name="columns">Images a row, at least 1.</param>
    /// <param name="isWebp">Whether to write lossy WebP, about a tenth as large: for pages, not for a close look.</param>
    /// <returns>The bytes of a PNG or WebP file.</returns>
    /// <exception cref="ArgumentException">There is no image, or the length is no multiple of one image's.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> images, ImageSpec spec, int columns, bool isWebp = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (images.IsEmpty || images.Length % spec.Length != 0)
            throw new ArgumentException($"Expected whole images of {spec.Length} bytes, got {images.Length} bytes.", nameof(images));

        var count = images.Length / spec.Length;
        columns = Math.Min(columns, count);
        var rows = (count + columns - 1) / columns;
        using var sheet = new SKBitmap(new SKImageInfo(
            (columns * (spec.Width + Gap)) - Gap, (rows * (spec.Height + Gap)) - Gap, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        sheet.Erase(SKColors.Transparent);
        var pixels = sheet.GetPixelSpan();
        for (var i = 0; i < count; i++)
        {
            var corner = ((i / columns * (spec.Height + Gap)) * sheet.RowBytes) + (i % columns * (spec.Width + Gap) * 4);
            Draw(images.Slice(i * spec.Length, spec.Length), spec, pixels[corner..], sheet.RowBytes);
        }

        using var file = isWebp ? sheet.Encode(SKEncodedImageFormat.Webp, WebpQuality) : sheet.Encode(SKEncodedImageFormat.Png, 100);
        return file.ToArray();
    }

    private static void Draw(ReadOnlySpan<byte> image, ImageSpec spec, Span<byte> corner, int rowBytes)
    {
        var plane = spec.Height * spec.Width;
        for (var y = 0; y < spec.Height; y++)
        {
            for (var x = 0; x < spec.Width; x++)
            {
                var from = (y * spec.Width) + x;
                var to = corner.Slice((y * rowBytes) + (x * 4), 4);
                to[0] = image[from];
                to[1] = spec.Channels > 1 ? image[from + plane] : image[from];
                to[2] = spec.Channels > 1 ? image[from + (2 * plane)] : image[from];
                to[3] = spec.Channels == 4 ? image[from + (3 * plane)] : byte.MaxValue;
            }
        }
    }
}
