using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace VaeOnnx.Api.Load;

/// <summary>One scenario against the running API. Closed loop: a client's next request waits for its last answer.</summary>
internal sealed class LoadRun(ApiProcess api, LoadScenario scenario)
{
    private readonly ConcurrentBag<List<double>> _latencies = [];
    private byte[]? _answer;
    private int _refused;
    private int _failed;
    private int _different;

    public async Task<LoadResult> RunAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = scenario.Clients };
        using var http = new HttpClient(handler) { BaseAddress = api.Address };
        var body = new byte[scenario.Images * api.ImageLength];
        new Random(1).NextBytes(body);
        var (processor, start) = (api.ProcessorTime, Stopwatch.GetTimestamp());
        var early = MemoryAfterAsync(scenario.Duration / 4, cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, scenario.Clients).Select(_ => Task.Run(() => ClientAsync(http, body, start, cancellationToken), cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new LoadResult
        {
            Scenario = scenario,
            Seconds = elapsed.TotalSeconds,
            Milliseconds = [.. _latencies.SelectMany(latencies => latencies).Order()],
            Refused = _refused,
            Failed = _failed,
            Different = _different,
            ServerCores = (api.ProcessorTime - processor) / elapsed,
            EarlyMemory = await early,
            LateMemory = api.WorkingSet,
        };
    }

    private async Task<long> MemoryAfterAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await Task.Delay(time, cancellationToken);
        return api.WorkingSet;
    }

    private async Task ClientAsync(HttpClient http, byte[] body, long start, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(start) < scenario.Duration)
        {
            var sent = Stopwatch.GetTimestamp();
            using var content = new ByteArrayContent(body);
            using var response = await http.PostAsync(new Uri(scenario.Path, UriKind.Relative), content, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            await NoteAsync(response.StatusCode, answer);
        }

        _latencies.Add(latencies);
    }

    private async Task NoteAsync(HttpStatusCode status, byte[] answer)
    {
        if (status == HttpStatusCode.TooManyRequests)
        {
            Interlocked.Increment(ref _refused);
            await Task.Delay(100); // what a polite client does when told to come back later
        }
        else if (status != HttpStatusCode.OK)
        {
            Interlocked.Increment(ref _failed);
        }
        else if (!(Interlocked.CompareExchange(ref _answer, answer, null) ?? answer).AsSpan().SequenceEqual(answer))
        {
            Interlocked.Increment(ref _different);
        }
    }
}
