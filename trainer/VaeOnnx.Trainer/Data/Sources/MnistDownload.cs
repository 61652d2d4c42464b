namespace VaeOnnx.Trainer.Data;

/// <summary>Downloads MNIST's four files: checked by SHA-256 of their uncompressed bytes, resumed where the server allows, never left half written.</summary>
public static class MnistDownload
{
    /// <summary>The user's cache: <c>$XDG_CACHE_HOME/vaeonnx/mnist</c>, <c>~/.cache/vaeonnx/mnist</c>, or below LocalApplicationData on Windows.</summary>
    public static string DefaultFolder => throw new NotImplementedException();

    /// <summary>Fetches what is missing or damaged in a folder; files that are there and whole are kept.</summary>
    /// <param name="folder">Where the files go; created if need be.</param>
    /// <param name="options">Mirrors and timeouts; null takes the defaults.</param>
    /// <param name="progress">Told at every block received.</param>
    /// <param name="cancellationToken">Stops the download; what arrived is kept for resuming, under a name that no reader takes for data.</param>
    /// <exception cref="DownloadException">A file came from no mirror.</exception>
    /// <exception cref="OperationCanceledException">The token asked for it.</exception>
    public static Task FetchAsync(string folder, MnistDownloadOptions? options = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
