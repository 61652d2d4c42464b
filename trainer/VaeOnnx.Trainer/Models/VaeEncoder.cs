using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>images [N, C, H, W] → mu, logVar [N, LatentDim]: a VAE's first half as a module of its own. It shares the VAE's weights.</summary>
public sealed class VaeEncoder : nn.Module<Tensor, (Tensor mu, Tensor logVar)>
{
    private readonly Vae vae;

    /// <summary>Wraps a VAE without classes.</summary>
    /// <param name="vae">The VAE, used as it is at each call; disposing either disposes the weights.</param>
    public VaeEncoder(Vae vae)
        : base(nameof(VaeEncoder))
    {
        ArgumentNullException.ThrowIfNull(vae);
        this.vae = vae;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor mu, Tensor logVar) forward(Tensor images) => vae.Encode(images);
}
