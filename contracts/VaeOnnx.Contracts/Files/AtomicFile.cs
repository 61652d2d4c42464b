namespace VaeOnnx.Contracts;

/// <summary>Writing so that a file is there whole or not at all: to a temporary name beside it, flushed to disk, renamed.</summary>
public static class AtomicFile
{
    private const string Extension = ".tmp";
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = true };

    /// <summary>Writes a file through a stream. Temporary files that writers of it left behind when they were killed are removed.</summary>
    /// <param name="path">The file; an existing one is replaced only when the new one is complete.</param>
    /// <param name="write">Writes the content. When it throws, the old file is as it was and the temporary one gone.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        RemoveAbandoned(full);
        var (temporary, stream) = Create(full);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
                // Still open, and with that held: nobody takes it for abandoned.
                File.Move(temporary, full, overwrite: true);
            }
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

    // Unique, so that two writers of one file do not meet: the last rename wins, whole.
    private static (string Path, FileStream Stream) Create(string full)
    {
        const int MostTries = 10;
        for (var tries = 1; ; tries++)
        {
            var temporary = $"{full}.{Guid.NewGuid():N}{Extension}";
            try
            {
                return (temporary, Hold(temporary, FileMode.CreateNew));
            }
            catch (IOException e) when (tries < MostTries && e.GetType() == typeof(IOException))
            {
                // Another writer of this file took it for abandoned, in the moment between its creation and its lock.
            }
        }
    }

    // What nobody holds was left by a process that is gone: locks end with their process, however that ended.
    private static void RemoveAbandoned(string full)
    {
        var name = Path.GetFileName(full);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, "*" + Extension, s_all))
        {
            var middle = Path.GetFileName(file.AsSpan(0, file.Length - Extension.Length));
            if (!middle.StartsWith(name + ".", StringComparison.Ordinal) || !Guid.TryParseExact(middle[(name.Length + 1)..], "N", out _))
                continue;
            try
            {
                using var held = Hold(file, FileMode.Open);
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it, or it is somebody else's.
            }
        }
    }

    // Elsewhere than on Windows FileShare.None is a lock, and a file that is held can be renamed and deleted; Windows wants that said.
    private static FileStream Hold(string path, FileMode mode) =>
        new(path, mode, FileAccess.Write, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
}
