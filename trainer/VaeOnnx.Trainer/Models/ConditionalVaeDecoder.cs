using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>z [N, LatentDim] and one-hot labels [N, Classes] → mean images [N, C, H, W] in [0, 1]: a conditional VAE's second half. It shares the VAE's weights.</summary>
public sealed class ConditionalVaeDecoder : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Vae vae;

    /// <summary>Wraps a VAE with classes.</summary>
    /// <param name="vae">The VAE, used as it is at each call; disposing either disposes the weights.</param>
    public ConditionalVaeDecoder(Vae vae)
        : base(nameof(ConditionalVaeDecoder))
    {
        ArgumentNullException.ThrowIfNull(vae);
        this.vae = vae;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor z, Tensor labels) => vae.Decode(z, labels);
}
