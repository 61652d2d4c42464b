namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Finds data: the path that the caller names, else <c>VAEONNX_DATA</c>, else the user's cache, else a download of MNIST,
/// else the built-in synthetic digits. A place that was named but cannot be used is an error, never passed over.
/// </summary>
public static class DataLocator
{
    /// <summary>Finds data and reads it.</summary>
    /// <param name="request">Where to look.</param>
    /// <param name="progress">Told about a download, if there is one.</param>
    /// <param name="cancellationToken">Stops a download.</param>
    /// <exception cref="DataFormatException">A named folder holds no data, or damaged data.</exception>
    /// <exception cref="OperationCanceledException">The token asked for it.</exception>
    public static Task<LocatedData> LocateAsync(DataRequest request, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
