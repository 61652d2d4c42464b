using System.IO.Compression;
using System.Security.Cryptography;

namespace VaeOnnx.Trainer.Data;

/// <summary>One of MNIST's four canonical files.</summary>
/// <param name="Name">Its published name.</param>
/// <param name="Length">The length of its uncompressed bytes.</param>
/// <param name="Sha256">The SHA-256 of its uncompressed bytes: mirrors wrap the same bytes in different gzip.</param>
internal sealed record MnistFile(string Name, long Length, string Sha256)
{
    public static IReadOnlyList<MnistFile> All { get; } =
    [
        new("train-images-idx3-ubyte.gz", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte.gz", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte.gz", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte.gz", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>Whether a file, gzipped or not, holds exactly these bytes.</summary>
    public bool Matches(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        var isGzip = GzipFile.IsGzip(file);
        using var content = isGzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : (Stream)file;
        return Matches(content) && (!isGzip || GzipFile.EndsWithLength(file, Length));
    }

    private bool Matches(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        long length = 0;
        try
        {
            // Never further than the real file goes: a gzip bomb ends here.
            for (int read; length <= Length && (read = content.Read(buffer)) > 0; length += read)
                hash.AppendData(buffer.AsSpan(0, read));
        }
        catch (InvalidDataException)
        {
            // Damaged gzip is a definite no, which is what was asked.
            return false;
        }

        return length == Length && Convert.ToHexStringLower(hash.GetHashAndReset()) == Sha256;
    }
}
