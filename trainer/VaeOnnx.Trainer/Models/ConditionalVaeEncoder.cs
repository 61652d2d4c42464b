using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>images [N, C, H, W] and one-hot labels [N, Classes] → mu, logVar [N, LatentDim]: a conditional VAE's first half. It shares the VAE's weights.</summary>
public sealed class ConditionalVaeEncoder : nn.Module<Tensor, Tensor, (Tensor mu, Tensor logVar)>
{
    private readonly Vae vae;

    /// <summary>Wraps a VAE with classes.</summary>
    /// <param name="vae">The VAE, used as it is at each call; disposing either disposes the weights.</param>
    public ConditionalVaeEncoder(Vae vae)
        : base(nameof(ConditionalVaeEncoder))
    {
        ArgumentNullException.ThrowIfNull(vae);
        this.vae = vae;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor mu, Tensor logVar) forward(Tensor images, Tensor labels) => vae.Encode(images, labels);
}
