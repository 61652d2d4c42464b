namespace VaeOnnx.Cli.Settings;

/// <summary>The kinds of denoiser.</summary>
internal enum DenoiserKind
{
    /// <summary>By the images: fully connected for small grey ones, else a U-Net.</summary>
    Auto,

    /// <summary>The paper's VAE, fully connected.</summary>
    Mlp,

    /// <summary>A VAE of residual convolutions and one vector of latents, for images of one size.</summary>
    Conv,

    /// <summary>A residual U-Net, for images of any size.</summary>
    Unet,

    /// <summary>A VAE of several levels of latent maps, for images of any size.</summary>
    Ladder,
}
