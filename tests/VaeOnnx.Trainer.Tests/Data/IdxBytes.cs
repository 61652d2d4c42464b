using System.IO.Compression;

namespace VaeOnnx.Trainer.Tests.Data;

/// <summary>IDX files put together byte by byte, from the format's description and not from our writer.</summary>
internal static class IdxBytes
{
    /// <summary>Two grey images of 2 rows and 3 columns: 0 … 11.</summary>
    public static byte[] TwoImages() => [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    /// <summary>The labels 7 and 1.</summary>
    public static byte[] TwoLabels() => [0, 0, 8, 1, 0, 0, 0, 2, 7, 1];

    public static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    public static byte[] Gunzip(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var target = new MemoryStream();
        gzip.CopyTo(target);
        return target.ToArray();
    }
}
