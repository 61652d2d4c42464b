using System.Buffers.Binary;

namespace VaeOnnx.Trainer.Data;

/// <summary>Uncompressed Windows bitmaps: 8 bits with a grey palette, or 24 bits; rows from the bottom up. Skia reads them and writes none.</summary>
internal static class BmpEncoder
{
    private const int FileHeader = 14;
    private const int InfoHeader = 40;
    private const int PaletteBytes = 256 * 4;

    public static byte[] Encode(DecodedImage image)
    {
        var isGrey = image.Channels == 1;
        var stride = ((image.Width * image.Channels) + 3) / 4 * 4;
        var first = FileHeader + InfoHeader + (isGrey ? PaletteBytes : 0);
        var file = new byte[checked(first + (stride * image.Height))];
        "BM"u8.CopyTo(file);
        Write32(file, 2, file.Length);
        Write32(file, 10, first);
        Write32(file, 14, InfoHeader);
        Write32(file, 18, image.Width);
        Write32(file, 22, image.Height);
        file[26] = 1; // planes
        file[28] = (byte)(8 * image.Channels);
        for (var grey = 0; isGrey && grey < 256; grey++)
            Write32(file, FileHeader + InfoHeader + (4 * grey), grey * 0x010101);
        WriteRows(image, file.AsSpan(first), stride);
        return file;
    }

    private static void WriteRows(DecodedImage image, Span<byte> rows, int stride)
    {
        var plane = image.Height * image.Width;
        for (var i = 0; i < image.Samples.Length; i++)
        {
            var (channel, place) = Math.DivRem(i, plane);
            var (y, x) = Math.DivRem(place, image.Width);
            // Blue first.
            rows[((image.Height - 1 - y) * stride) + (x * image.Channels) + (image.Channels - 1 - channel)] = (byte)image.Samples[i];
        }
    }

    private static void Write32(byte[] file, int place, int number) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), number);
}
