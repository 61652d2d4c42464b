using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Settings;

/// <summary>How images are varied.</summary>
internal sealed record AugmentSettings
{
    [Setting("Generated images an original: first one of each, then a second of each, and so on.", Value = "N", Min = 1)]
    public int Copies { get; init; } = 1;

    [Setting("Draws the noise: copy c of image i depends on the seed, i and c alone.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("posterior: z = mu + scale·sigma·epsilon. relative: z = mu·(1 + scale·epsilon), as the paper's code.")]
    public JitterKind Jitter { get; init; } = JitterKind.Posterior;

    [Setting("The noise's strength; 1 for posterior and 0.1 for relative unless given.", Value = "X", Min = 0)]
    public float? Scale { get; init; }

    /// <summary>For the runtime.</summary>
    public AugmentOptions ToOptions() => new() { Seed = Seed, Jitter = Jitter, Scale = Scale };
}
