using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>What the denoiser makes of one kind of noise, over the test images.</summary>
/// <param name="Noise">The noise.</param>
/// <param name="Noisy">The noisy images against the clean ones.</param>
/// <param name="Denoised">The denoised ones.</param>
internal sealed record DenoisingResult(ImageNoise Noise, QualityScore Noisy, QualityScore Denoised)
{
    /// <summary>The first noisy images, for the picture: N·C·H·W in [0, 1].</summary>
    public required byte[] NoisyShown { get; init; }

    /// <summary>The same, denoised.</summary>
    public required byte[] DenoisedShown { get; init; }
}
