using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VaeOnnx.Trainer.Tests.Data;

/// <summary>A mirror on the loopback device that can be told to misbehave: plain HTTP/1.1, one request a connection.</summary>
internal sealed class MirrorServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public MirrorServer()
    {
        _listener.Start();
        Uri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/mirror/");
        _serving = ServeAsync();
    }

    public Uri Uri { get; }

    /// <summary>What it delivers, by file name.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Whether it obeys the Range header.</summary>
    public bool HasRanges { get; set; } = true;

    /// <summary>Whether it takes requests and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it answers a range with one that begins elsewhere.</summary>
    public bool AnswersOtherRange { get; set; }

    /// <summary>After how many bytes of a body it hangs up; null never.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>After how many bytes of a body it goes silent; null never.</summary>
    public int? StallsAfter { get; set; }

    /// <summary>The requests so far, as <c>name</c> or <c>name@offset</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.Wait();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The client hung up, or the server was stopped: both are part of the tests.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var (name, offset) = await ReadRequestAsync(stream);
        Requests.Enqueue(offset is null ? name : $"{name}@{offset}");
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        var (head, body) = Answer(name, HasRanges ? offset : null);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), _stop.Token);
        await stream.WriteAsync(body[..Math.Min(body.Length, BreaksAfter ?? StallsAfter ?? body.Length)], _stop.Token);
        if (StallsAfter is not null)
            await Task.Delay(Timeout.Infinite, _stop.Token);
    }

    private (string Head, ReadOnlyMemory<byte> Body) Answer(string name, int? offset)
    {
        if (!Files.TryGetValue(name, out var content))
            return ("404 Not Found", default);
        if (offset is null)
            return ("200 OK", content);
        if (offset >= content.Length)
            return ($"416 Range Not Satisfiable\r\nContent-Range: bytes */{content.Length}", default);
        var from = AnswersOtherRange ? 0 : offset.Value;
        return ($"206 Partial Content\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}", content.AsMemory(from));
    }

    private async Task<(string Name, int? Offset)> ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var target = (await reader.ReadLineAsync(_stop.Token))!.Split(' ')[1];
        int? offset = null;
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
        {
            if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                offset = int.Parse(header["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        }

        return (target.Split('/')[^1], offset);
    }
}
