using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Settings;

/// <summary>How images are denoised.</summary>
internal sealed record DenoiseSettings
{
    [Setting("Samples of the denoiser's latents, whose mean is written: 0 for the decode of the latents' means, 1 for one plausible image.", Value = "K", Min = 0)]
    public int Samples { get; init; }

    [Setting("Draws the samples: sample k of image i depends on the seed, i and k alone.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("From 0, the image as it is, to 1, all of the noise taken off.", Value = "X", Min = 0)]
    public float Strength { get; init; } = 1;

    [Setting("The largest side of what is run at once, in pixels, where the denoiser takes any size: less memory, and the same result.", Value = "PIXELS", Min = 1)]
    public int Tile { get; init; } = DenoiseOptions.Default.TileSize;

    /// <summary>For the runtime.</summary>
    public DenoiseOptions ToOptions() => new() { Samples = Samples, Seed = Seed, Strength = Strength, TileSize = Tile };
}
