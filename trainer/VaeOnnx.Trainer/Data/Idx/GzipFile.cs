using System.Buffers.Binary;

namespace VaeOnnx.Trainer.Data;

/// <summary>What a file tells of its compression (RFC 1952).</summary>
internal static class GzipFile
{
    /// <summary>Whether a file begins like gzip; leaves it at its beginning.</summary>
    public static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        file.Position = 0;
        var isGzip = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0x1F, 0x8B];
        file.Position = 0;
        return isGzip;
    }

    /// <summary>
    /// Whether a gzip file ends with this length of its uncompressed bytes, as it must: <see cref="System.IO.Compression.GZipStream"/>
    /// checks the sum where it is there, and does not miss it where the file ends before it.
    /// </summary>
    public static bool EndsWithLength(FileStream file, long length)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == (uint)length;
    }
}
