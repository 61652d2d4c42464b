using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A variational autoencoder with a Gaussian posterior and a standard normal prior (Kingma &amp; Welling, arXiv 1312.6114):
/// q(z|x) = N(mu, exp(logVar)), p(z) = N(0, I). Owns its encoder and decoder. Not thread-safe while it is trained.
/// </summary>
public abstract class Vae : nn.Module<Tensor, (Tensor reconstruction, Tensor mu, Tensor logVar)>
{
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Half = 0.5f;

    /// <summary>Names the module.</summary>
    /// <param name="name">The module's name.</param>
    protected Vae(string name)
        : base(name)
    {
    }

    /// <summary>images [N, C, H, W] in [0, 1] → mu, logVar, both [N, LatentDim].</summary>
    public abstract nn.Module<Tensor, (Tensor mu, Tensor logVar)> Encoder { get; }

    /// <summary>z [N, LatentDim] → reconstruction [N, C, H, W] in (0, 1).</summary>
    public abstract VaeDecoder Decoder { get; }

    /// <summary>The images it models, in [0, 1].</summary>
    public abstract ImageSpec Image { get; }

    /// <summary>The size of z.</summary>
    public abstract int LatentDim { get; }

    /// <summary>z = mu + exp(logVar / 2) · epsilon (section 2.4): a sample that gradients pass through.</summary>
    /// <param name="mu">The posterior's mean, [N, LatentDim].</param>
    /// <param name="logVar">The logarithm of its variance, [N, LatentDim].</param>
    /// <param name="epsilon">Standard normal noise, [N, LatentDim].</param>
    /// <returns>z, [N, LatentDim].</returns>
    public static Tensor Reparameterize(Tensor mu, Tensor logVar, Tensor epsilon)
    {
        ArgumentNullException.ThrowIfNull(mu);
        ArgumentNullException.ThrowIfNull(logVar);
        ArgumentNullException.ThrowIfNull(epsilon);
        return mu + ((logVar * Half).exp() * epsilon);
    }

    /// <summary>Encodes, samples z with noise of torch's own generator, decodes.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>reconstruction [N, C, H, W] in (0, 1); mu and logVar [N, LatentDim].</returns>
    public override (Tensor reconstruction, Tensor mu, Tensor logVar) forward(Tensor images)
    {
        var (mu, logVar) = Encoder.call(images);                  // [N, LatentDim] twice
        var z = Reparameterize(mu, logVar, randn_like(mu));       // [N, LatentDim]
        return (Decoder.call(z), mu, logVar);                     // [N, C, H, W]
    }
}
