using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A variational autoencoder with a Gaussian posterior and a standard normal prior (Kingma &amp; Welling, arXiv 1312.6114):
/// q(z|x) = N(mu, exp(logVar)), p(z) = N(0, I). With classes it is conditional (Sohn, Lee &amp; Yan 2015): q(z|x, y) and p(x|z, y).
/// Owns its parts. Not thread-safe while it is trained.
/// </summary>
public abstract class Vae : nn.Module<Tensor, (Tensor reconstruction, Tensor mu, Tensor logVar)>
{
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Half = 0.5f;

    /// <summary>Names the module and takes its likelihood.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="likelihood">p(x|z) around what the decoder puts out; owned from now on.</param>
    protected Vae(string name, PixelLikelihood likelihood)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(likelihood);
        Likelihood = likelihood;
        register_module(nameof(likelihood), likelihood);
    }

    /// <summary>p(x|z) around what the decoder puts out.</summary>
    public PixelLikelihood Likelihood { get; }

    /// <summary>The images it models, in [0, 1].</summary>
    public abstract ImageSpec Image { get; }

    /// <summary>The size of z.</summary>
    public abstract int LatentDim { get; }

    /// <summary>The number of classes that it is conditioned on; 0 where it takes no labels.</summary>
    public virtual int Classes => 0;

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

    /// <summary>The posterior of images.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <param name="labels">One-hot, [N, Classes]; null where <see cref="Classes"/> is 0.</param>
    /// <returns>mu and logVar, both [N, LatentDim].</returns>
    public abstract (Tensor mu, Tensor logVar) Encode(Tensor images, Tensor? labels = null);

    /// <summary>What <see cref="Likelihood"/> is built on: the loss needs it, for logarithms without rounding to log 0.</summary>
    /// <param name="z">[N, LatentDim].</param>
    /// <param name="labels">One-hot, [N, Classes]; null where <see cref="Classes"/> is 0.</param>
    /// <returns>[N, C, H, W], any real number.</returns>
    public abstract Tensor Outputs(Tensor z, Tensor? labels = null);

    /// <summary>The mean images of p(x|z).</summary>
    /// <param name="z">[N, LatentDim].</param>
    /// <param name="labels">One-hot, [N, Classes]; null where <see cref="Classes"/> is 0.</param>
    /// <returns>[N, C, H, W] in [0, 1].</returns>
    public Tensor Decode(Tensor z, Tensor? labels = null) => Likelihood.Mean(Outputs(z, labels));

    /// <summary>Encodes, samples z with noise of torch's own generator, decodes; for models without classes.</summary>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>reconstruction [N, C, H, W] in [0, 1]; mu and logVar [N, LatentDim].</returns>
    public override (Tensor reconstruction, Tensor mu, Tensor logVar) forward(Tensor images)
    {
        var (mu, logVar) = Encode(images);                        // [N, LatentDim] twice
        var z = Reparameterize(mu, logVar, randn_like(mu));       // [N, LatentDim]
        return (Decode(z), mu, logVar);                           // [N, C, H, W]
    }
}
