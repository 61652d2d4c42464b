using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>What some latents of a bundle's denoiser are worth.</summary>
/// <param name="Bundle">The bundle's name in the tables.</param>
/// <param name="Use">Which latents, and what is lost without them.</param>
internal sealed record BundleLatents(string Bundle, LatentUse Use);
