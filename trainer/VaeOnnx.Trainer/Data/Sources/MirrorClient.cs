namespace VaeOnnx.Trainer.Data;

/// <summary>Gets a file from the first mirror that delivers it whole.</summary>
internal sealed class MirrorClient : IDisposable
{
    private readonly List<Uri> _mirrors;
    private readonly HttpClient _http;
    private readonly ResumableTransfer _transfer;

    public MirrorClient(MnistDownloadOptions options, IProgress<DownloadProgress>? progress)
    {
        _mirrors = [.. options.Mirrors];
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("VaeOnnx");
        _transfer = new ResumableTransfer(_http, options.StallTimeout, progress);
    }

    /// <summary>Fetches a file into a folder under its own name, replacing what is there.</summary>
    /// <exception cref="DownloadException">No mirror delivered it.</exception>
    public async Task FetchAsync(MnistFile file, string folder, CancellationToken cancellationToken)
    {
        var attempts = new List<string>();
        Exception? last = null;
        foreach (var mirror in _mirrors.ToArray())
        {
            try
            {
                await FetchAsync(new Uri(mirror, file.Name), file, Path.Combine(folder, file.Name), cancellationToken).ConfigureAwait(false);
                Prefer(mirror);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or InvalidDataException)
            {
                attempts.Add($"{mirror.Authority}: {Reason(e)}");
                last = e;
            }
        }

        throw new DownloadException(file.Name, attempts, last);
    }

    public void Dispose() => _http.Dispose();

    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { StatusCode: { } status } => $"HTTP {(int)status}",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } => $"no connection, {Innermost(e)}",
        HttpRequestException => Innermost(e),
        _ => e.Message.TrimEnd('.'),
    };

    private static string Innermost(Exception e) => e.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');

    /// <summary>The mirror that delivered is asked first for the next file, so that a dead one costs its wait once.</summary>
    private void Prefer(Uri mirror)
    {
        _mirrors.Remove(mirror);
        _mirrors.Insert(0, mirror);
    }

    private async Task FetchAsync(Uri source, MnistFile file, string path, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        var resumed = true;
        while (resumed)
        {
            resumed = await _transfer.ReceiveAsync(source, part, cancellationToken).ConfigureAwait(false);
            if (file.Matches(part))
            {
                File.Move(part, path, overwrite: true);
                return;
            }

            // What was there already may be the wrong half (another mirror's gzip): a resumed transfer gets a second chance from the start.
            File.Delete(part);
        }

        throw new InvalidDataException("what it sent is not the canonical file (its SHA-256 differs).");
    }
}
