namespace VaeOnnx.Export.Benchmarks;

/// <summary>Watches the process's resident memory from a thread of its own, until it is disposed.</summary>
internal sealed class MemoryPeak : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _watcher;
    private readonly long _start;
    private long _peak;

    public MemoryPeak()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _start = _peak = Environment.WorkingSet;
        _watcher = new Thread(Watch) { IsBackground = true };
        _watcher.Start();
    }

    /// <summary>The most bytes that were resident at once beyond those at the start.</summary>
    public long Grown() => Math.Max(Interlocked.Read(ref _peak), Environment.WorkingSet) - _start;

    public void Dispose()
    {
        _stop.Cancel();
        _watcher.Join();
        _stop.Dispose();
    }

    private void Watch()
    {
        while (!_stop.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(2)))
            Interlocked.Exchange(ref _peak, Math.Max(Interlocked.Read(ref _peak), Environment.WorkingSet));
    }
}
