namespace VaeOnnx.Cli.Quantization;

/// <summary>How good a result is; null for what cannot be said of it.</summary>
/// <param name="Psnr">In dB, mean over images.</param>
/// <param name="Ssim">Mean over images; 1 is best.</param>
/// <param name="Accuracy">The share of labels that are right.</param>
internal sealed record Quality(double? Psnr, double? Ssim, double? Accuracy);
