using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>z [N, LatentDim] → mean images [N, C, H, W] in [0, 1]: a VAE's second half as a module of its own. It shares the VAE's weights.</summary>
public sealed class VaeDecoder : nn.Module<Tensor, Tensor>
{
    private readonly Vae vae;

    /// <summary>Wraps a VAE without classes.</summary>
    /// <param name="vae">The VAE, used as it is at each call; disposing either disposes the weights.</param>
    public VaeDecoder(Vae vae)
        : base(nameof(VaeDecoder))
    {
        ArgumentNullException.ThrowIfNull(vae);
        this.vae = vae;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor z) => vae.Decode(z);
}
