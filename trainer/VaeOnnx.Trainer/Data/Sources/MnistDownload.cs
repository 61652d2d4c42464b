namespace VaeOnnx.Trainer.Data;

/// <summary>Downloads MNIST's four files: checked by SHA-256 of their uncompressed bytes, resumed where the server allows, never left half written.</summary>
public static class MnistDownload
{
    /// <summary>The user's cache: <c>$XDG_CACHE_HOME/vaeonnx/mnist</c> where that is set, else below LocalApplicationData on Windows and macOS, else <c>~/.cache/vaeonnx/mnist</c>.</summary>
    public static string DefaultFolder => Path.Combine(CacheRoot(), "vaeonnx", "mnist");

    /// <summary>Fetches what is missing or damaged in a folder; files that are there and whole are kept.</summary>
    /// <param name="folder">Where the files go; created when the first byte arrives.</param>
    /// <param name="options">Mirrors and timeouts; null takes the defaults.</param>
    /// <param name="progress">Told at every block received.</param>
    /// <param name="cancellationToken">Stops the download; what arrived is kept for resuming, under a name that no reader takes for data.</param>
    /// <exception cref="DownloadException">A file came from no mirror.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token asked for it.</exception>
    public static async Task FetchAsync(string folder, MnistDownloadOptions? options = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new();
        using var mirrors = new MirrorClient(options, progress);
        foreach (var file in options.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!file.Matches(Path.Combine(folder, file.Name)))
                await mirrors.FetchAsync(file, folder, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string CacheRoot()
    {
        // The XDG specification has relative paths ignored.
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
            return xdg;
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Combine(home, ".cache") : Path.GetTempPath();
    }
}
