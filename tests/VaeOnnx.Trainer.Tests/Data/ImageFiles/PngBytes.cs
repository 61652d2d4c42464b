using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VaeOnnx.Trainer.Tests.Data.ImageFiles;

/// <summary>PNG files put together byte by byte, from the format's description and not from our writer.</summary>
internal static class PngBytes
{
    public const byte Grey = 0;
    public const byte Colour = 2;
    public const byte Palette = 3;
    public const byte GreyAlpha = 4;
    public const byte ColourAlpha = 6;

    /// <summary>A file of one image.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="depth">Bits a channel.</param>
    /// <param name="colourType">One of the constants.</param>
    /// <param name="lines">The rows' bytes, unfiltered.</param>
    /// <param name="filter">0 none, 1 sub, 2 up, 3 average, 4 Paeth.</param>
    /// <param name="isInterlaced">Says so in the header; the data is not.</param>
    /// <param name="chunks">Chunks between header and data.</param>
    public static byte[] Create(int height, int width, int depth, byte colourType, byte[] lines, int filter = 0, bool isInterlaced = false, params (string Type, byte[] Data)[] chunks)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, colourType, isInterlaced ? (byte)1 : (byte)0);
        Chunk(file, "IHDR", header);
        foreach (var (type, data) in chunks)
            Chunk(file, type, data);
        var pixelBytes = Math.Max(1, depth / 8 * colourType switch { Colour => 3, GreyAlpha => 2, ColourAlpha => 4, _ => 1 });
        Chunk(file, "IDAT", Deflate(Filter(lines, height, pixelBytes, filter)));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Numbers of 16 bits, big-endian.</summary>
    public static byte[] Words(params ushort[] words) => [.. words.SelectMany(word => new[] { (byte)(word >> 8), (byte)word })];

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(content));
        file.Write(number);
    }

    // Bit by bit, as the specification's annex D defines it.
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }

    private static byte[] Filter(byte[] lines, int height, int pixelBytes, int filter)
    {
        var length = lines.Length / height;
        var filtered = new List<byte>();
        for (var y = 0; y < height; y++)
        {
            filtered.Add((byte)filter);
            for (var i = 0; i < length; i++)
            {
                int a = i < pixelBytes ? 0 : lines[(y * length) + i - pixelBytes];
                int b = y == 0 ? 0 : lines[((y - 1) * length) + i];
                int c = i < pixelBytes || y == 0 ? 0 : lines[((y - 1) * length) + i - pixelBytes];
                int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
                int[] predictions = [0, a, b, (a + b) / 2, pa <= pb && pa <= pc ? a : pb <= pc ? b : c];
                filtered.Add((byte)(lines[(y * length) + i] - predictions[filter]));
            }
        }

        return [.. filtered];
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Fastest))
            deflate.Write(bytes);
        return target.ToArray();
    }
}
