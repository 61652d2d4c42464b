namespace VaeOnnx.Runtime;

/// <summary>
/// Counts the calls in flight, because native code that runs on a released session ends the process.
/// Closing refuses new calls and waits for the running ones. One word: the sign bit is "closed", the rest the count.
/// </summary>
internal sealed class CallGate(string owner)
{
    private readonly object _drained = new();
    private int _state;

    /// <summary>Enters a call; dispose the result to leave it.</summary>
    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public Call Enter()
    {
        if (Interlocked.Increment(ref _state) >= 0)
            return new Call(this);
        Leave();
        throw new ObjectDisposedException(owner);
    }

    /// <summary>Refuses new calls and waits for the running ones; true for the first caller, who then releases what the gate guards.</summary>
    public bool Close()
    {
        var before = Interlocked.Or(ref _state, int.MinValue);
        lock (_drained)
        {
            while (Volatile.Read(ref _state) != int.MinValue)
                Monitor.Wait(_drained);
        }

        return before >= 0;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _state) != int.MinValue)
            return;
        lock (_drained)
        {
            Monitor.PulseAll(_drained);
        }
    }

    /// <summary>A call in flight.</summary>
    internal readonly ref struct Call(CallGate gate)
    {
        public void Dispose() => gate.Leave();
    }
}
