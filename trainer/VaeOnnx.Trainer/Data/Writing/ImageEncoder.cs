using System.Runtime.InteropServices;
using SkiaSharp;

namespace VaeOnnx.Trainer.Data;

/// <summary>Turns images into files.</summary>
internal static class ImageEncoder
{
    // Above it files grow fast and differences cannot be seen.
    private const int JpegQuality = 95;

    public static string ExtensionOf(ImageFileFormat format) => format switch
    {
        ImageFileFormat.Jpeg => "jpg",
        ImageFileFormat.Bmp => "bmp",
        ImageFileFormat.Webp => "webp",
        _ => "png",
    };

    /// <summary>Whether a file of a format may have an extension.</summary>
    public static bool Fits(string extension, ImageFileFormat format) => extension.ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" or ".jpe" or ".jfif" => format == ImageFileFormat.Jpeg,
        ".bmp" or ".dib" => format == ImageFileFormat.Bmp,
        ".webp" => format == ImageFileFormat.Webp,
        ".png" => format == ImageFileFormat.Png,
        _ => false,
    };

    public static byte[] Encode(DecodedImage image, ImageFileFormat format)
    {
        if (image.BitDepth == 16 && format == ImageFileFormat.Png)
            return Png16Encoder.Encode(image);
        if (image.BitDepth == 16)
            throw new ArgumentException($"{format} files hold 8 bits.", nameof(image));
        return format == ImageFileFormat.Bmp ? BmpEncoder.Encode(image) : EncodeBySkia(image, format);
    }

    private static byte[] EncodeBySkia(DecodedImage image, ImageFileFormat format)
    {
        var isGrey = image.Channels == 1;
        var info = new SKImageInfo(image.Width, image.Height, isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888, image.Channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque);
        var pixels = Interleave(image, isGrey ? 1 : 4);
        var pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            using var pixmap = new SKPixmap(info, pinned.AddrOfPinnedObject());
            using var data = format switch
            {
                ImageFileFormat.Jpeg => pixmap.Encode(new SKJpegEncoderOptions(JpegQuality)),
                ImageFileFormat.Webp => pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100)),
                _ => pixmap.Encode(SKPngEncoderOptions.Default),
            } ?? throw new InvalidOperationException($"The {format} encoder gave nothing for an image of {image.Height}x{image.Width}.");
            return data.ToArray();
        }
        finally
        {
            pinned.Free();
        }
    }

    private static byte[] Interleave(DecodedImage image, int channels)
    {
        var plane = image.Height * image.Width;
        var pixels = new byte[channels * plane];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, channels);
            pixels[i] = channel < image.Channels ? (byte)image.Samples[(channel * plane) + pixel] : byte.MaxValue;
        }

        return pixels;
    }
}
