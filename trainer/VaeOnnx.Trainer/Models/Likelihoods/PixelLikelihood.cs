using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>p(x|z): independent pixels around a decoder's outputs. A module, since its scale may be learned.</summary>
public abstract class PixelLikelihood : nn.Module
{
    /// <summary>Names the module.</summary>
    /// <param name="name">The module's name.</param>
    protected PixelLikelihood(string name)
        : base(name)
    {
    }

    /// <summary>The kind of distribution.</summary>
    public abstract LikelihoodKind Kind { get; }

    /// <summary>Creates a likelihood with its starting values.</summary>
    /// <param name="kind">The kind; a Gaussian's scale is <see cref="GaussianScale.Optimal"/>.</param>
    /// <param name="channels">The images' channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is unknown.</exception>
    public static PixelLikelihood Create(LikelihoodKind kind, int channels) => kind switch
    {
        LikelihoodKind.Bernoulli => new BernoulliLikelihood(),
        LikelihoodKind.Gaussian => new GaussianLikelihood(GaussianScale.Optimal),
        LikelihoodKind.DiscretizedLogistic => new DiscretizedLogisticLikelihood(channels),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown likelihood."),
    };

    /// <summary>−log p(x|z), sum over pixels.</summary>
    /// <param name="outputs">The decoder's outputs, [N, C, H, W].</param>
    /// <param name="images">[N, C, H, W] in [0, 1].</param>
    /// <returns>[N], in nats an image.</returns>
    public abstract Tensor NegativeLogLikelihood(Tensor outputs, Tensor images);

    /// <summary>The mean images.</summary>
    /// <param name="outputs">The decoder's outputs, [N, C, H, W].</param>
    /// <returns>[N, C, H, W] in [0, 1].</returns>
    public abstract Tensor Mean(Tensor outputs);

    /// <summary>The scale of each channel in units of the pixel range; empty where the distribution has none.</summary>
    public abstract IReadOnlyList<float> Scales(int channels);

    /// <summary>
    /// −log₂ p of bytes, a pixel and channel. A density (the Gaussian's) is taken times the width of a level, 1/255.
    /// </summary>
    /// <param name="nats">In nats an image.</param>
    /// <param name="image">The images.</param>
    /// <returns>In bits a dimension; for Bernoulli pixels of black and white images, since they have no other.</returns>
    public double BitsPerDimension(double nats, ImageSpec image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return (nats / image.Length / Math.Log(2)) + DensityBits;
    }

    /// <summary>The bits that a density lacks to be a probability of levels.</summary>
    protected virtual double DensityBits => 0;

    /// <summary>−log p(x|z) as a training minimises it: sum over pixels, mean over batch.</summary>
    internal virtual Tensor Loss(Tensor outputs, Tensor images) => NegativeLogLikelihood(outputs, images).mean();
}
