using System.Globalization;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Finds data: the path that the caller names, else <c>VAEONNX_DATA</c>, else the user's cache, else a download of MNIST,
/// else the built-in synthetic digits. A place that was named but cannot be used is an error, never passed over.
/// </summary>
/// <remarks>What a named place may hold: <see cref="ImageData"/>.</remarks>
public static class DataLocator
{
    /// <summary>Finds data and reads it.</summary>
    /// <param name="request">Where to look.</param>
    /// <param name="progress">Told about a download, if there is one.</param>
    /// <param name="reading">Told about the reading of image files.</param>
    /// <param name="cancellationToken">Stops a download or the reading.</param>
    /// <exception cref="DataFormatException">A named folder holds no data, or damaged data.</exception>
    /// <exception cref="OperationCanceledException">The token asked for it.</exception>
    public static async Task<LocatedData> LocateAsync(DataRequest request, IProgress<DownloadProgress>? progress = null, IProgress<ReadProgress>? reading = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Path is not null)
            return Read(request.Path, DataOrigin.Path, $"from {request.Path}", ["the path that was named"]);
        var reasons = new List<string> { "no path was named" };
        if (!string.IsNullOrWhiteSpace(request.EnvironmentPath))
            return Read(request.EnvironmentPath, DataOrigin.Environment, $"from {request.EnvironmentPath}", [.. reasons, $"{DataRequest.EnvironmentVariable} names this place"]);
        reasons.Add($"{DataRequest.EnvironmentVariable} is not set");
        if (await TryCacheAsync(request, reasons, progress, cancellationToken).ConfigureAwait(false) is { } origin)
            return Read(request.CacheFolder, origin, $"{(origin == DataOrigin.Cache ? "from the cache" : "downloaded to")} {request.CacheFolder}", reasons);
        var digits = SyntheticDigits.CreateTrainTest(request.SyntheticTrainCount, request.SyntheticTestCount, request.SyntheticSeed);
        return Explained(PackedConversion.Finish(digits, "drawn", request.Reading), DataOrigin.Synthetic, "built in", reasons);

        LocatedData Read(string path, DataOrigin origin, string place, IReadOnlyList<string> reasons)
        {
            var advice = origin == DataOrigin.Environment ? $"The environment variable {DataRequest.EnvironmentVariable} names this place: correct it or unset it." : null;
            var read = ImageData.Read(path, request.Reading, reading, advice, cancellationToken);
            return Explained(read, origin, place, origin == DataOrigin.Path || origin == DataOrigin.Environment ? [.. reasons, read.Report.Layout] : reasons);
        }
    }

    /// <summary>MNIST in the cache, from before or from now; null, and the reason added, where there is none.</summary>
    private static async Task<DataOrigin?> TryCacheAsync(DataRequest request, List<string> reasons, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var missing = request.Download.MissingIn(request.CacheFolder);
            if (missing.Count == 0)
                return DataOrigin.Cache;
            reasons.Add(DescribeCache(request.CacheFolder, missing, request.Download.Files.Count));
            if (request.AllowDownload)
            {
                await MnistDownload.FetchAsync(request.CacheFolder, request.Download, progress, cancellationToken).ConfigureAwait(false);
                return DataOrigin.Download;
            }

            reasons.Add("downloading is off");
        }
        catch (DownloadException e)
        {
            reasons.Add($"download failed: {string.Join(", ", e.Attempts)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reasons.Add($"the cache cannot be used: {e.Message.TrimEnd('.')}");
        }

        return null;
    }

    private static string DescribeCache(string folder, IReadOnlyList<MnistFile> missing, int files)
    {
        var damaged = missing.Where(file => File.Exists(Path.Combine(folder, file.Name))).Select(file => file.Name).ToArray();
        if (damaged.Length > 0)
            return $"the cache {folder} holds damaged files ({string.Join(", ", damaged)})";
        return missing.Count == files ? $"no MNIST in the cache {folder}" : $"the cache {folder} is incomplete";
    }

    private static LocatedData Explained(ReadData read, DataOrigin origin, string place, IReadOnlyList<string> reasons)
    {
        var parts = read.Parts;
        var counts = new[] { parts.Train, parts.Validation, parts.Test }.OfType<ImageSource>().Select(part => part.Count.ToString(CultureInfo.InvariantCulture));
        return new LocatedData(parts, origin, $"{parts.Train.Name}, {string.Join(" + ", counts)} images, {place} ({string.Join("; ", reasons)})", read.Report);
    }
}
