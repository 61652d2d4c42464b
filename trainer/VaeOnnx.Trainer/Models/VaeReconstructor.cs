using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// images → decode(mu): the VAE without its noise. Of a VAE trained on (noisy, clean) pairs this is the denoiser.
/// It shares the VAE's encoder and decoder: disposing either of the two disposes their weights.
/// </summary>
public sealed class VaeReconstructor : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, (Tensor mu, Tensor logVar)> encoder;
    private readonly VaeDecoder decoder;

    /// <summary>Wraps a VAE.</summary>
    /// <param name="vae">The VAE, used as it is at each call.</param>
    public VaeReconstructor(Vae vae)
        : base(nameof(VaeReconstructor))
    {
        ArgumentNullException.ThrowIfNull(vae);
        encoder = vae.Encoder;
        decoder = vae.Decoder;
        RegisterComponents();
    }

    /// <summary>Reconstructs images from their posterior means.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>[N, C, H, W] in (0, 1).</returns>
    public override Tensor forward(Tensor images)
    {
        var (mu, _) = encoder.call(images);    // [N, LatentDim]
        return decoder.call(mu);               // [N, C, H, W]
    }
}
