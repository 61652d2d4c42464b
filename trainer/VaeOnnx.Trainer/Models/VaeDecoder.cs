using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>p(x|z) of a VAE with Bernoulli pixels: z [N, LatentDim] → pixel means [N, C, H, W] in (0, 1).</summary>
public abstract class VaeDecoder : nn.Module<Tensor, Tensor>
{
    /// <summary>Names the module.</summary>
    /// <param name="name">The module's name.</param>
    protected VaeDecoder(string name)
        : base(name)
    {
    }

    /// <summary>The means before the sigmoid: the loss needs them, for log σ(a) without rounding to log 0.</summary>
    /// <param name="z">[N, LatentDim].</param>
    /// <returns>[N, C, H, W], any real number.</returns>
    public abstract Tensor Logits(Tensor z);

    /// <summary>The pixel means.</summary>
    /// <param name="z">[N, LatentDim].</param>
    /// <returns>[N, C, H, W] in (0, 1).</returns>
    public override Tensor forward(Tensor z) => sigmoid(Logits(z));
}
