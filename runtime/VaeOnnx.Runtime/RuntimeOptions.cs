namespace VaeOnnx.Runtime;

/// <summary>How a bundle runs. The defaults suit a library inside somebody's process: one thread, no spinning, CPU.</summary>
public sealed record RuntimeOptions
{
    /// <summary>The threads inside one run, from 1 to 1,024; 0 lets ONNX Runtime take all cores. Calls from several threads run side by side anyway.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>Whether idle intra-op threads spin for work: lower latency for one caller, at twice the processor time a call and a longer tail under load.</summary>
    public bool Spinning { get; init; }

    /// <summary>Whether ONNX Runtime keeps freed memory in an arena: faster, but never given back while the bundle lives.</summary>
    public bool MemoryArena { get; init; } = true;

    /// <summary>The most samples of one run, from 1; longer requests are cut, also where a batch of large images would leave the caches.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Whether float inputs are searched for NaN and infinity before native code sees them.</summary>
    public bool CheckFinite { get; init; } = true;

    /// <summary>The largest graph or archive that is read, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>The most values that an image, a latent or a list of scores may have: 64 Mi by default, 256 MiB of floats.</summary>
    public int MaxSampleLength { get; init; } = 64 * 1024 * 1024;

    /// <summary>What the graphs run on; null for what <c>VAEONNX_PROVIDER</c> says, and the processor where it says nothing.</summary>
    public ProviderPolicy? Providers { get; init; }

    internal ProviderPolicy EffectiveProviders() => Providers ?? ProviderPolicy.FromEnvironment() ?? ProviderPolicy.Cpu;

    /// <summary>Refuses what is out of its range. Loading a bundle calls it; whoever reads options from elsewhere may call it sooner.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the parameter's name is the option's.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(IntraOpThreads);
        // ONNX Runtime starts them all: with some thousands a process takes minutes to end.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(IntraOpThreads, 1024);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFileBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSampleLength, 1);
    }
}
