namespace VaeOnnx.Trainer.Training;

/// <summary>How far a denoised image is from its target: −log p(target | result) in nats an image, up to a constant.</summary>
public enum DenoisingLossKind
{
    /// <summary>
    /// C·H·W / 2 · log(mean squared error): Gaussian pixels with each image's own σ at its optimum (Rybkin et al. 2021, arXiv 2006.13202).
    /// It is the image's PSNR: a decibel of weak noise counts as much as one of strong noise.
    /// </summary>
    LogMse,

    /// <summary>Σ (difference / σ)² / 2: Gaussian pixels.</summary>
    Mse,

    /// <summary>Σ |difference| · √2 / σ: Laplacian pixels, which forgive outliers.</summary>
    L1,
}
