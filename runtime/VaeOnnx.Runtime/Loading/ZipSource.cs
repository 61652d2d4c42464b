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
        using var file = File.OpenRead(path);
        return Read(file, maxBytes, path);
    }

    /// <summary>Reads an archive from a stream.</summary>
    /// <exception cref="BundleException">It is longer than the bound.</exception>
    public static ZipSource Read(Stream archive, long maxBytes, string name = "archive")
    {
        using var content = new MemoryStream();
        var part = new byte[81_920];
        for (int read; (read = archive.Read(part)) > 0;)
        {
            if (content.Length + read > maxBytes)
                throw new BundleException(name, FormattableString.Invariant($"an archive of at most {maxBytes} bytes"), "a longer one", "If it is meant to be that large, raise RuntimeOptions.MaxFileBytes.");
            content.Write(part.AsSpan(0, read));
        }

        return new ZipSource(content.ToArray(), name);
    }

    public override byte[] Read(string file, long maxBytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive, writable: false), ZipArchiveMode.Read);
            var entry = zip.GetEntry(file) ?? throw Missing(file, zip.Entries.Any(found => found.Name == file) ? "no such entry in the archive's root, but one in a folder below it" : "no such entry in the archive");
            if (entry.Length > maxBytes)
                throw TooLong(file, entry.Length, maxBytes);
            return ReadEntry(entry, file);
        }
        catch (InvalidDataException e)
        {
            throw new BundleException(PathOf(file), "a readable zip archive", e.Message.TrimEnd('.'), "Name the bundle's folder, or a zip archive of its files; a damaged archive must be copied again.", e);
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
