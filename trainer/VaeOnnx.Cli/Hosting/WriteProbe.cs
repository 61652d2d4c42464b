namespace VaeOnnx.Cli.Hosting;

/// <summary>
/// Finds out whether an output can be written by writing beside it, as the atomic writers will: permissions, full or read-only disks
/// and impossible names differ between systems, and nothing else tells them all.
/// </summary>
internal static class WriteProbe
{
    /// <summary>Leaves nothing behind, neither a file nor a folder.</summary>
    /// <param name="option">The option that names the output.</param>
    /// <param name="path">The file or folder that is to be written later.</param>
    /// <exception cref="UsageException">It cannot be written; the message says why.</exception>
    public static void Require(string option, string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var created = new Stack<string>();
        try
        {
            CreateFolders(Path.GetDirectoryName(full) ?? full, created);
            using var probe = new FileStream($"{full}.{Guid.NewGuid():N}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {path} cannot be written ({e.Message.TrimEnd('.')}). Name another place.");
        }
        finally
        {
            foreach (var folder in created.Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
                Directory.Delete(folder);
        }
    }

    // One by one from the top, so that just those that were missing are taken away again.
    private static void CreateFolders(string folder, Stack<string> created)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { } parent)
            CreateFolders(parent, created);
        Directory.CreateDirectory(folder);
        created.Push(folder);
    }
}
