using System.Net;
using System.Net.Http.Headers;

namespace VaeOnnx.Trainer.Data;

/// <summary>One HTTP transfer into a partial file, continued where an earlier one stopped if the server allows it (RFC 9110, section 14).</summary>
internal sealed class ResumableTransfer(HttpClient http, TimeSpan stallTimeout, IProgress<DownloadProgress>? progress)
{
    /// <summary>Six times the largest file of MNIST. A server that sends more sends something else: receiving ends there, and the check fails.</summary>
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Receives a file, or the rest of it. Whether the content is right is for the caller to check.</summary>
    /// <param name="source">The file on the server.</param>
    /// <param name="part">The partial file; kept when the connection breaks or the caller cancels.</param>
    /// <param name="cancellationToken">Stops the transfer.</param>
    /// <returns>Whether the partial file still holds bytes of an earlier transfer.</returns>
    /// <exception cref="HttpRequestException">The server refused, or the connection broke.</exception>
    /// <exception cref="TimeoutException">There was no connection, or no byte for too long.</exception>
    public async Task<bool> ReceiveAsync(Uri source, string part, CancellationToken cancellationToken)
    {
        var offset = File.Exists(part) ? new FileInfo(part).Length : 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        if (offset > 0)
            request.Headers.Range = new RangeHeaderValue(offset, null);
        using var response = await Guard(token => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken).ConfigureAwait(false);
        var isRange = response.StatusCode == HttpStatusCode.PartialContent;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || (isRange && response.Content.Headers.ContentRange?.From != offset))
            return offset > 0 ? true : throw new HttpRequestException("the server answers with another range than asked for");
        response.EnsureSuccessStatusCode();
        await SaveAsync(response.Content, source, part, isRange ? offset : 0, cancellationToken).ConfigureAwait(false);
        return isRange && offset > 0;
    }

    private async Task SaveAsync(HttpContent content, Uri source, string part, long offset, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(part))!);
        var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        file.SetLength(offset);
        file.Position = offset;
        var buffer = new byte[64 * 1024];
        for (int read; file.Position < MaxBytes && (read = await Guard(token => body.ReadAsync(buffer, token).AsTask(), cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            progress?.Report(new DownloadProgress(Path.GetFileNameWithoutExtension(part), source, file.Position, offset + content.Headers.ContentLength));
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>Bounds the wait for a server, and gives whatever the network does one shape.</summary>
    private async Task<T> Guard<T>(Func<CancellationToken, Task<T>> receive, CancellationToken cancellationToken)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        wait.CancelAfter(stallTimeout);
        try
        {
            return await receive(wait.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(wait.IsCancellationRequested ? FormattableString.Invariant($"silent for {stallTimeout.TotalSeconds:0.#} s") : "no connection in time", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection broke", e);
        }
    }
}
