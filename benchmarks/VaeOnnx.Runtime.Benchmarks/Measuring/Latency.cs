using System.Diagnostics;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>What callers wait, in microseconds, when several threads call one bundle as fast as they can.</summary>
internal sealed record Latency(string Name, int Batch, int Threads, double CallsPerSecond, double P50, double P99, double P999)
{
    private const int MaxCallsPerThread = 4_000_000;

    /// <summary>Measures.</summary>
    /// <param name="name">What is called.</param>
    /// <param name="batch">The images of a call.</param>
    /// <param name="threads">How many threads call.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="caller">Makes what one thread calls, on buffers of its own.</param>
    public static Latency Measure(string name, int batch, int threads, double seconds, Func<Action> caller)
    {
        var ticks = new long[threads][];
        using var ready = new CountdownEvent(threads);
        using var go = new ManualResetEventSlim();
        var callers = Enumerable.Range(0, threads).Select(i => new Thread(() => ticks[i] = Call(caller(), seconds, ready, go))).ToList();
        callers.ForEach(thread => thread.Start());
        ready.Wait();
        var watch = Stopwatch.StartNew();
        go.Set();
        callers.ForEach(thread => thread.Join());
        var elapsed = watch.Elapsed.TotalSeconds;
        var all = ticks.SelectMany(part => part).Order().ToArray();
        return new Latency(name, batch, threads, all.Length / elapsed, At(all, 0.5), At(all, 0.99), At(all, 0.999));
    }

    private static long[] Call(Action call, double seconds, CountdownEvent ready, ManualResetEventSlim go)
    {
        var ticks = new List<long>(100_000);
        for (var i = 0; i < 50; i++)
            call();
        ready.Signal();
        go.Wait();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var start = Stopwatch.GetTimestamp();
        while (start < end && ticks.Count < MaxCallsPerThread)
        {
            call();
            var now = Stopwatch.GetTimestamp();
            ticks.Add(now - start);
            start = now;
        }

        return [.. ticks];
    }

    /// <summary>The nearest-rank percentile.</summary>
    private static double At(long[] sorted, double part) =>
        sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)] * 1e6 / Stopwatch.Frequency;
}
