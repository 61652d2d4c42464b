namespace VaeOnnx.Runtime.DependencyInjection;

/// <summary>
/// A bundle of the application and how it runs, as configuration sets it. Read once, when the bundle is opened; later changes have no effect.
/// Setters are public because the options pattern fills an existing object.
/// </summary>
public sealed class VaeOnnxOptions
{
    private static readonly RuntimeOptions Defaults = new();

    /// <summary>The bundle's folder, or a zip archive of its files. A relative path counts from the host's content root; without a host, from the current directory.</summary>
    public string Path { get; set; } = "";

    /// <summary>What the graphs run on, as <see cref="ProviderPolicy.Parse"/> reads it, such as <c>cuda;cpu</c>; null or blank for what <c>VAEONNX_PROVIDER</c> says, and the processor where it says nothing.</summary>
    public string? Provider { get; set; }

    /// <summary>As <see cref="RuntimeOptions.IntraOpThreads"/>.</summary>
    public int IntraOpThreads { get; set; } = Defaults.IntraOpThreads;

    /// <summary>As <see cref="RuntimeOptions.Spinning"/>.</summary>
    public bool Spinning { get; set; } = Defaults.Spinning;

    /// <summary>As <see cref="RuntimeOptions.MemoryArena"/>.</summary>
    public bool MemoryArena { get; set; } = Defaults.MemoryArena;

    /// <summary>As <see cref="RuntimeOptions.MaxBatch"/>.</summary>
    public int MaxBatch { get; set; } = Defaults.MaxBatch;

    /// <summary>As <see cref="RuntimeOptions.CheckFinite"/>.</summary>
    public bool CheckFinite { get; set; } = Defaults.CheckFinite;

    /// <summary>As <see cref="RuntimeOptions.MaxFileBytes"/>.</summary>
    public long MaxFileBytes { get; set; } = Defaults.MaxFileBytes;

    /// <summary>As <see cref="RuntimeOptions.MaxSampleLength"/>.</summary>
    public int MaxSampleLength { get; set; } = Defaults.MaxSampleLength;

    /// <summary>
    /// The images of the run that warms each graph up before the host's services start, from 1 to <see cref="MaxBatch"/>: a bundle that cannot
    /// run stops the start. 0 for no warm-up: the bundle is opened when it is first asked for, and each graph at its first use.
    /// </summary>
    public int WarmUpBatch { get; set; } = 1;

    /// <summary>The runtime's options.</summary>
    /// <exception cref="FormatException"><see cref="Provider"/> is no policy.</exception>
    internal RuntimeOptions ToRuntimeOptions() => new()
    {
        Providers = string.IsNullOrWhiteSpace(Provider) ? null : ProviderPolicy.Parse(Provider),
        IntraOpThreads = IntraOpThreads,
        Spinning = Spinning,
        MemoryArena = MemoryArena,
        MaxBatch = MaxBatch,
        CheckFinite = CheckFinite,
        MaxFileBytes = MaxFileBytes,
        MaxSampleLength = MaxSampleLength,
    };
}
