using VaeOnnx.Cli.Measurement;

namespace VaeOnnx.Cli.Settings;

/// <summary>How a bundle's VAE is measured.</summary>
internal sealed record EvaluateSettings
{
    [Setting("Posterior samples an image: the bound tightens as they grow; reports use 100 and more.", Value = "N", Min = 1)]
    public int Samples { get; init; } = 100;

    [Setting("What becomes of grey pixels first. none: they stay. threshold: white above one half. stochastic: white with the grey value as probability. stochastic for bernoulli pixels and none for others unless given.")]
    public Binarization? Binarization { get; init; }

    [Setting("How many images at most, spread evenly over those given; 0 for all.", Value = "N", Min = 0)]
    public int Limit { get; init; } = 1000;

    [Setting("Draws the samples, and a stochastic binarisation.", Value = "N")]
    public ulong Seed { get; init; } = 1;
}
