using System.Buffers;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using VaeOnnx.Runtime;

namespace AugmentationApi;

/// <summary>Reads the images of a request, waits for its turn, works on them in place, and sends them back.</summary>
internal sealed class ImageRequests(VaeBundle bundle, IOptions<RequestLimits> limits) : IDisposable
{
    /// <summary>Works on whole images in place.</summary>
    public delegate void Work(Span<byte> images, CancellationToken stop);

    private readonly int _imageLength = bundle.Manifest.Image.Length;
    private readonly int _maxBytes = checked(limits.Value.MaxImages * bundle.Manifest.Image.Length);
    private readonly ConcurrencyLimiter _turns = new(new() { PermitLimit = limits.Value.Concurrency, QueueLimit = limits.Value.Queue });

    public void Limit(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits kestrel)
    {
        kestrel.MaxRequestBodySize = _maxBytes;
        kestrel.MaxConcurrentConnections = limits.Value.Connections;
    }

    public async Task AnswerAsync(HttpContext http, Work work)
    {
        var stop = http.RequestAborted;
        var length = LengthOf(http.Request);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var images = buffer.AsMemory(0, length);
            // The body is read before a turn is taken: a slow client keeps nobody waiting but itself.
            await http.Request.Body.ReadExactlyAsync(images, stop);
            using (var turn = await _turns.AcquireAsync(1, stop))
            {
                if (!turn.IsAcquired)
                {
                    await RefuseAsync(http);
                    return;
                }

                work(images.Span, stop);
            }

            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = length;
            await http.Response.Body.WriteAsync(images, stop);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _turns.Dispose();

    // No exception: refusing must stay cheaper than serving.
    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem("Too many requests are waiting; try again soon.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
    }

    private int LengthOf(HttpRequest request)
    {
        var length = request.ContentLength ?? throw new BadHttpRequestException("Send a Content-Length.", StatusCodes.Status411LengthRequired);
        if (length > _maxBytes)
            throw new BadHttpRequestException($"Expected at most {_maxBytes / _imageLength} images ({_maxBytes} bytes), got {length} bytes.", StatusCodes.Status413PayloadTooLarge);
        if (length == 0 || length % _imageLength != 0)
            throw new BadHttpRequestException($"Expected whole images of {_imageLength} bytes, got {length} bytes.");
        return (int)length;
    }
}
