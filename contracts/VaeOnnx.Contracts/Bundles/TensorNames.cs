namespace VaeOnnx.Contracts;

/// <summary>The names of graph inputs and outputs: the words of the papers.</summary>
public static class TensorNames
{
    /// <summary>An image batch, [N, C, H, W].</summary>
    public const string Images = "images";

    /// <summary>The images that a warp-VAE's encoder compares others with, [N, C, H, W].</summary>
    public const string Targets = "targets";

    /// <summary>The posterior's mean, [N, LatentDim].</summary>
    public const string Mu = "mu";

    /// <summary>The logarithm of the posterior's variance, [N, LatentDim].</summary>
    public const string LogVar = "logVar";

    /// <summary>A latent sample, [N, LatentDim].</summary>
    public const string Z = "z";

    /// <summary>Standard normal noise that drives a denoiser's latents, [N, length], or [N, length, H / multiple, W / multiple] where it takes any size; 0 gives their means.</summary>
    public const string Epsilon = "epsilon";

    /// <summary>The classes of a conditional model's images, one-hot, [N, classes].</summary>
    public const string Labels = "labels";

    /// <summary>The model's image, [N, C, H, W].</summary>
    public const string Reconstruction = "reconstruction";

    /// <summary>Unnormalised log-probabilities of the classes, [N, classes].</summary>
    public const string Logits = "logits";
}
