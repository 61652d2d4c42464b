namespace VaeOnnx.Cli.Settings;

/// <summary>How a warp-VAE is trained; what it is, <see cref="WarpSettings"/> say. Its steps are spread over the epochs.</summary>
internal sealed record WarpTrainingSettings : TrainingSettings
{
    // Of pairs, each of which is two images.
    public WarpTrainingSettings() => BatchSize = 64;
}
