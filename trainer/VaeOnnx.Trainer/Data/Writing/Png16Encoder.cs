using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace VaeOnnx.Trainer.Data;

/// <summary>PNG files of 16 bits a channel (W3C Portable Network Graphics, third edition); Skia writes 8. Every line has the filter "up".</summary>
internal static class Png16Encoder
{
    private const byte Up = 2;

    public static byte[] Encode(DecodedImage image)
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 16;
        header[9] = (byte)(image.Channels switch { 1 => 0, 3 => 2, _ => 6 });
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Deflate(image));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Deflate(DecodedImage image)
    {
        var plane = image.Height * image.Width;
        var lineBytes = image.Width * image.Channels * sizeof(ushort);
        byte[] above = new byte[lineBytes], line = new byte[lineBytes], filtered = new byte[lineBytes + 1];
        filtered[0] = Up;
        using var target = new MemoryStream();
        using (var deflate = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < image.Height; y++)
            {
                for (var i = 0; i < image.Width * image.Channels; i++)
                    BinaryPrimitives.WriteUInt16BigEndian(line.AsSpan(i * sizeof(ushort)), image.Samples[(i % image.Channels * plane) + (y * image.Width) + (i / image.Channels)]);
                for (var i = 0; i < lineBytes; i++)
                    filtered[i + 1] = (byte)(line[i] - above[i]);
                deflate.Write(filtered);
                (above, line) = (line, above);
            }
        }

        return target.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(content));
        file.Write(number);
    }
}
