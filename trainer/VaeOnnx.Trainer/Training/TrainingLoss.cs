namespace VaeOnnx.Trainer.Training;

/// <summary>Means over images.</summary>
/// <param name="Total">What is minimised, in nats an image: for a VAE reconstruction + beta · KL, for a classifier the cross-entropy, for a denoiser its <see cref="DenoisingLoss"/>.</param>
/// <param name="Reconstruction">Of a VAE: −log p(x|z) summed over the pixels, in nats an image.</param>
/// <param name="KlDivergence">Of a VAE: KL(q(z|x) ‖ p(z)) summed over the latent dimensions, in nats an image, without beta.</param>
/// <param name="Accuracy">Of a classifier: the share of images whose highest logit is their label's, 0 to 1.</param>
/// <param name="Psnr">Of a denoiser: the peak signal-to-noise ratio of its results against their targets, in dB.</param>
/// <param name="BitsPerDimension">Of a VAE whose likelihood is one of grey values: reconstruction + KL in bits a pixel and channel.</param>
public sealed record TrainingLoss(double Total, double? Reconstruction = null, double? KlDivergence = null, double? Accuracy = null, double? Psnr = null, double? BitsPerDimension = null);
