namespace VaeOnnx.Cli.Demo;

/// <summary>How good images are.</summary>
/// <param name="Psnr">In dB, mean over images.</param>
/// <param name="Ssim">Mean over images; 1 is best.</param>
/// <param name="Accuracy">The share that the classifier labels right.</param>
internal sealed record QualityScore(double Psnr, double Ssim, double Accuracy);
