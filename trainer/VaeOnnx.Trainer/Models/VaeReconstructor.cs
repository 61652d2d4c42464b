using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// images → decode(mu): a VAE without its noise. Of a VAE trained on (noisy, clean) pairs this is the denoiser. It shares the VAE's weights.
/// </summary>
public sealed class VaeReconstructor : nn.Module<Tensor, Tensor>
{
    private readonly Vae vae;

    /// <summary>Wraps a VAE without classes.</summary>
    /// <param name="vae">The VAE, used as it is at each call; disposing either disposes the weights.</param>
    public VaeReconstructor(Vae vae)
        : base(nameof(VaeReconstructor))
    {
        ArgumentNullException.ThrowIfNull(vae);
        this.vae = vae;
        RegisterComponents();
    }

    /// <summary>Reconstructs images from their posterior means.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>[N, C, H, W] in [0, 1].</returns>
    public override Tensor forward(Tensor images)
    {
        var (mu, _) = vae.Encode(images);      // [N, LatentDim]
        return vae.Decode(mu);                 // [N, C, H, W]
    }
}
