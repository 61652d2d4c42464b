using System.Buffers.Binary;
using SkiaSharp;

namespace VaeOnnx.Trainer.Tests.Data.ImageFiles;

/// <summary>Pictures as files, encoded by Skia or by hand.</summary>
internal static class PictureBytes
{
    /// <summary>A picture of which every pixel is another colour, smooth enough for JPEG.</summary>
    public static SKBitmap Gradient(int height, int width, int shift = 0)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)(255 * x / width), (byte)(255 * y / height), (byte)(shift * 16)));
        }

        return bitmap;
    }

    public static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = format == SKEncodedImageFormat.Webp
            ? bitmap.PeekPixels().Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100))
            : bitmap.Encode(format, 100);
        return data!.ToArray();
    }

    public static byte[] Encode(int height, int width, SKEncodedImageFormat format = SKEncodedImageFormat.Png, int shift = 0)
    {
        using var bitmap = Gradient(height, width, shift);
        return Encode(bitmap, format);
    }

    /// <summary>A JPEG file with a segment of EXIF that holds one tag: 0x0112, the orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>An uncompressed bitmap of 24 bits, rows from the bottom up, blue first.</summary>
    public static byte[] Bmp(int height, int width, Func<int, int, (byte R, byte G, byte B)> pixel)
    {
        var stride = ((3 * width) + 3) / 4 * 4;
        var file = new byte[54 + (stride * height)];
        (file[0], file[1], file[10], file[14], file[26], file[28]) = ((byte)'B', (byte)'M', 54, 40, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var place = 54 + ((height - 1 - y) * stride) + (3 * x);
                (file[place + 2], file[place + 1], file[place]) = pixel(y, x);
            }
        }

        return file;
    }

    /// <summary>A JPEG file of 8x8 pixels in four components, all of one value: one code a table, one bit a coefficient.</summary>
    public static byte[] CmykJpeg() =>
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0, 0x00,
        0xFF, 0xD9,
    ];
}
