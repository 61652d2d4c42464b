using System.Buffers.Binary;

namespace VaeOnnx.Trainer.Data;

/// <summary>The start-of-frame segment of a JPEG file (ITU-T T.81, B.2.2): what the decoder does not tell.</summary>
internal static class JpegHeader
{
    private const byte HuffmanTables = 0xC4;
    private const byte Extension = 0xC8;
    private const byte ArithmeticConditions = 0xCC;

    /// <summary>The number of components, 4 for CMYK, and the bits of each.</summary>
    /// <returns>Null where there is no such segment.</returns>
    public static (int Components, int Precision)? Read(Stream file)
    {
        Span<byte> segment = stackalloc byte[8];
        file.Position = 2; // after the start of image
        while (NextMarker(file) is { } marker)
        {
            if (marker is >= 0xD0 and <= 0xD9 or 0x01)
                continue; // no length follows
            var isFrame = marker is >= 0xC0 and <= 0xCF and not (HuffmanTables or Extension or ArithmeticConditions);
            var wanted = isFrame ? segment : segment[..2];
            if (file.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false) < wanted.Length)
                return null;
            if (isFrame)
                return (segment[7], segment[2]);
            file.Position += BinaryPrimitives.ReadUInt16BigEndian(segment) - 2;
        }

        return null;
    }

    /// <summary>A marker is 0xFF, any number of them, and a byte that is neither 0xFF nor 0.</summary>
    private static int? NextMarker(Stream file)
    {
        if (file.ReadByte() != 0xFF)
            return null;
        int next;
        do
        {
            next = file.ReadByte();
        }
        while (next == 0xFF);
        return next > 0 ? next : null;
    }
}
