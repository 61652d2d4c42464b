namespace VaeOnnx.Trainer.Training;

/// <summary>Something wrong with what a VAE makes of its latent.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">With its numbers and the setting to change.</param>
public sealed record LatentFinding(LatentFailure Kind, string Message);
