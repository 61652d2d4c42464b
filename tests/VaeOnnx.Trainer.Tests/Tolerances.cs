namespace VaeOnnx.Trainer.Tests;

/// <summary>How far numbers may lie apart in these tests, and why.</summary>
internal static class Tolerances
{
    /// <summary>A loss in nats computed in float32 over a handful of terms: a few units in the last place of numbers around 1.</summary>
    public const double LossNats = 1e-5;

    /// <summary>Our one-pass optimisers against torch's: the same formulas, rounded in another order, over 20 steps of weights around 1.</summary>
    public const float OptimizerWeight = 2e-6f;

    /// <summary>Image quality in double precision from float32 pixels: 0.1f is not 0.1.</summary>
    public const double PsnrDecibels = 1e-5;

    /// <summary>SSIM by separable and by direct sums, both in double precision.</summary>
    public const double Ssim = 1e-9;

    /// <summary>torch against ONNX Runtime on pixels, latents and logits around 1: the same sums in another order.</summary>
    public const float GraphOutput = 1e-5f;

    /// <summary>An image's nats in the runtime against torch, as a share: float32 sums over hundreds of pixels, in another order.</summary>
    public const double ScoreShare = 1e-4;
}
