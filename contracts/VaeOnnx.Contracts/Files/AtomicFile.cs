namespace VaeOnnx.Contracts;

/// <summary>Writing so that a file is there whole or not at all: to a temporary name beside it, flushed to disk, renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through a stream.</summary>
    /// <param name="path">The file; an existing one is replaced only when the new one is complete.</param>
    /// <param name="write">Writes the content. When it throws, the old file is as it was and the temporary one gone.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        // Unique, so that two writers of one file do not meet: the last rename wins, whole.
        var temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            // Its own failure must not hide the cause: where the folder cannot be written, there is nothing to delete either.
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a file's bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its whole content.</param>
    public static void WriteAllBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));
}
