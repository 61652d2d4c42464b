using System.Buffers.Binary;
using System.IO.Compression;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// PNG files of 16 bits a channel (W3C Portable Network Graphics, third edition, 7 and 9). Skia, which decodes everything else,
/// gives the upper 8 bits of them, or 11 as half-precision floats.
/// </summary>
internal static class Png16Decoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="png">Its chunks; 16 bits a channel.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="DataFormatException">Its data is damaged, or it is interlaced or has a transparent colour.</exception>
    public static DecodedImage Decode(PngChunks png, string path)
    {
        var stored = png.ColourType switch { 0 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw Refused(path, $"colour type {png.ColourType}") };
        if (png.IsInterlaced)
            throw Refused(path, "an interlaced one");
        if (png.Contains("tRNS"))
            throw Refused(path, "one with a transparent colour instead of an alpha channel");
        var lines = Unfilter(png, stored * sizeof(ushort), path);
        var (height, width) = (png.Height, png.Width);
        var channels = stored == 2 ? 4 : stored;
        var samples = new ushort[channels * height * width];
        for (var channel = 0; channel < channels; channel++)
        {
            // Grey with alpha becomes grey three times, and alpha.
            var from = stored == 2 ? channel / 3 : channel;
            for (var i = 0; i < height * width; i++)
                samples[(channel * height * width) + i] = BinaryPrimitives.ReadUInt16BigEndian(lines.AsSpan(((i * stored) + from) * sizeof(ushort)));
        }

        return new DecodedImage(channels, height, width, BitDepth: 16, samples);
    }

    private static DataFormatException Refused(string path, string found) =>
        new(path, "a 16-bit PNG file of grey, colour or alpha, line after line", found, "Save it so, or with 8 bits.");

    /// <summary>The image's bytes, line after line, without the filters.</summary>
    private static byte[] Unfilter(PngChunks png, int pixelBytes, string path)
    {
        var lineBytes = png.Width * pixelBytes;
        var lines = new byte[checked(png.Height * lineBytes)];
        var filtered = new byte[lineBytes + 1];
        ReadOnlySpan<byte> above = new byte[lineBytes];
        try
        {
            using var data = new ZLibStream(png.Join("IDAT"), CompressionMode.Decompress);
            for (var y = 0; y < png.Height; y++)
            {
                data.ReadExactly(filtered);
                var line = lines.AsSpan(y * lineBytes, lineBytes);
                UnfilterLine(filtered[0], filtered.AsSpan(1), above, line, pixelBytes, path);
                above = line;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(path, "an intact PNG file", $"damaged data ({e.Message.TrimEnd('.')})", BrokenFile.Advice, e);
        }

        return lines;
    }

    private static void UnfilterLine(byte filter, ReadOnlySpan<byte> filtered, ReadOnlySpan<byte> above, Span<byte> line, int pixelBytes, string path)
    {
        for (var i = 0; i < line.Length; i++)
        {
            int left = i < pixelBytes ? 0 : line[i - pixelBytes], leftAbove = i < pixelBytes ? 0 : above[i - pixelBytes];
            var predicted = filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], leftAbove),
                _ => throw new DataFormatException(path, "an intact PNG file", $"filter type {filter}", BrokenFile.Advice),
            };
            line[i] = (byte)(filtered[i] + predicted);
        }
    }

    /// <summary>The neighbour that is nearest to left + above − leftAbove; the first of them at a tie.</summary>
    private static int Paeth(int left, int above, int leftAbove)
    {
        var (toLeft, toAbove, toLeftAbove) = (Math.Abs(above - leftAbove), Math.Abs(left - leftAbove), Math.Abs(left + above - (2 * leftAbove)));
        return toLeft <= toAbove && toLeft <= toLeftAbove ? left : toAbove <= toLeftAbove ? above : leftAbove;
    }
}
