using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>The two parts of a VAE's loss, the negative evidence lower bound, in nats an image (Kingma &amp; Welling, arXiv 1312.6114).</summary>
public static class VaeLosses
{
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar One = 1f;
    private static readonly Scalar Half = 0.5f;

    /// <summary>
    /// −log p(x|z) of Bernoulli pixels (appendix C.1): binary cross-entropy, sum over pixels, mean over batch.
    /// </summary>
    /// <param name="logits">The decoder's output before the sigmoid, [N, C, H, W].</param>
    /// <param name="images">The targets, [N, C, H, W] in [0, 1].</param>
    /// <returns>A scalar, in nats an image; at least 0.</returns>
    public static Tensor ReconstructionLoss(Tensor logits, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(images);
        using Scalar count = (float)images.shape[0];
        return nn.functional.binary_cross_entropy_with_logits(logits, images, reduction: nn.Reduction.Sum) / count;
    }

    /// <summary>
    /// KL(N(mu, exp(logVar)) ‖ N(0, I)) = ½ Σ (mu² + exp(logVar) − logVar − 1) (appendix B): sum over latents, mean over batch.
    /// </summary>
    /// <param name="mu">[N, LatentDim].</param>
    /// <param name="logVar">[N, LatentDim].</param>
    /// <returns>A scalar, in nats an image; at least 0 up to rounding.</returns>
    public static Tensor KlDivergence(Tensor mu, Tensor logVar) => KlPerUnit(mu, logVar).sum();

    /// <summary>The terms of <see cref="KlDivergence"/>, one a latent unit: mean over batch.</summary>
    /// <param name="mu">[N, LatentDim].</param>
    /// <param name="logVar">[N, LatentDim].</param>
    /// <returns>[LatentDim], in nats an image; each at least 0 up to rounding.</returns>
    public static Tensor KlPerUnit(Tensor mu, Tensor logVar)
    {
        ArgumentNullException.ThrowIfNull(mu);
        ArgumentNullException.ThrowIfNull(logVar);
        return (mu.square() + logVar.exp() - logVar - One).mean([0]) * Half;
    }
}
