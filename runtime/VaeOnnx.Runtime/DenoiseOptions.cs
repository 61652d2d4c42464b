namespace VaeOnnx.Runtime;

/// <summary>How images are denoised.</summary>
public sealed record DenoiseOptions
{
    /// <summary>What is used where none are given: the decode of the latents' means, at full strength.</summary>
    public static DenoiseOptions Default { get; } = new();

    /// <summary>
    /// How many samples of the latents are decoded: 0 for their means, 1 for one plausible image, more for the mean of as many.
    /// Above 0 for a denoiser that draws (<see cref="Denoiser.Draws"/>) alone.
    /// </summary>
    public int Samples { get; init; }

    /// <summary>The seed of the latents' noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>The index of the first image in the whole data, from 0: the same image gets the same noise in any batch or shard.</summary>
    public long FirstSampleIndex { get; init; }

    /// <summary>The number of the first sample, from 0: image i's k samples have the draws from it on.</summary>
    public int Draw { get; init; }

    /// <summary>From 0, the noisy image as it is, to 1, the denoised one; between them a blend: noisy + strength · (denoised − noisy).</summary>
    public float Strength { get; init; } = 1;

    /// <summary>
    /// The largest height and width of one run in pixels, margins included, for a denoiser of any size: it bounds the memory of a call and
    /// changes no result. Margins are run twice, so that small tiles cost time.
    /// </summary>
    public int TileSize { get; init; } = 1024;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Samples);
        ArgumentOutOfRangeException.ThrowIfNegative(FirstSampleIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(Draw);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Draw, int.MaxValue - Samples, nameof(Draw));
        ArgumentOutOfRangeException.ThrowIfLessThan(TileSize, 1);
        if (!(Strength is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Strength), Strength, "Expected 0 to 1.");
    }
}
