using System.IO.Compression;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>A bundle in a zip archive, at its root. Holds the archive's bytes.</summary>
internal sealed class ZipSource(byte[] archive, string name) : BundleSource
{
    public override string Name => name;

    /// <summary>Reads an archive from a file.</summary>
    /// <exception cref="BundleException">It is longer than the bound.</exception>
    public static ZipSource Open(string path, long maxBytes)
    {
        var length = new FileInfo(path).Length;
        return length <= maxBytes
            ? new ZipSource(File.ReadAllBytes(path), path)
            : throw new BundleException(path, FormattableString.Invariant($"an archive of at most {maxBytes} bytes"), FormattableString.Invariant($"{length} bytes"), "If it is meant to be that large, raise RuntimeOptions.MaxFileBytes.");
    }

    public override byte[] Read(string file, long maxBytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive, writable: false), ZipArchiveMode.Read);
            var entry = zip.GetEntry(file) ?? throw Missing(file, "no such entry in the archive");
            if (entry.Length > maxBytes)
                throw TooLong(file, entry.Length, maxBytes);
            return ReadEntry(entry, file);
        }
        catch (InvalidDataException e)
        {
            throw new BundleException(PathOf(file), "a readable zip archive", e.Message.TrimEnd('.'), "The archive is damaged: copy it again.", e);
        }
    }

    // The length in an archive's directory is a claim: one byte more than claimed is read to see that it holds.
    private byte[] ReadEntry(ZipArchiveEntry entry, string file)
    {
        var bytes = new byte[entry.Length];
        using var content = entry.Open();
        var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length || content.ReadByte() >= 0)
            throw new BundleException(PathOf(file), FormattableString.Invariant($"{bytes.Length} bytes, as the archive says"), read < bytes.Length ? FormattableString.Invariant($"{read}") : "more");
        return bytes;
    }
}
