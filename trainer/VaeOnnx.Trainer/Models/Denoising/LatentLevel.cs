using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// The latents of one level: prior p(z | above) from the features that came down, posterior q(z | above, images) from those and the
/// features that went up (Sønderby et al. 2016, arXiv 1602.02282), and the way of z into the features.
/// </summary>
internal sealed class LatentLevel : nn.Module, IStartingWeights
{
    // The standard deviations of priors stay within e^±2, and the share of it that a posterior has within e^±4: beyond, gradients run away.
    private static readonly Scalar PriorBound = 4f;
    private static readonly Scalar PosteriorBound = 8f;

    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Half = 0.5f;

    private readonly Conv2d? prior;
    private readonly Conv2d? merge;
    private readonly DenoisingBlock block;
    private readonly Conv2d posterior;
    private readonly Conv2d embedding;

    public LatentLevel(int level, int width, int channels, bool isTopmost)
        : base(nameof(LatentLevel))
    {
        (Level, Channels) = (level, channels);
        prior = isTopmost ? null : nn.Conv2d(width, 2 * channels, 1);
        merge = isTopmost ? null : nn.Conv2d(width, width, 1);
        block = new DenoisingBlock(width);
        posterior = nn.Conv2d(width, 2 * channels, 1);
        embedding = nn.Conv2d(channels, width, 1);
        RegisterComponents();
    }

    public int Level { get; }

    /// <summary>The latent channels.</summary>
    public int Channels { get; }

    /// <summary>The posterior of images.</summary>
    /// <param name="above">What came down, [N, width, h, w]; null at the top.</param>
    /// <param name="features">What went up, [N, width, h, w].</param>
    /// <param name="epsilon">[N, Channels, h, w].</param>
    public LatentPosterior Infer(Tensor? above, Tensor features, Tensor epsilon)
    {
        var seen = above is null ? features : features + merge!.call(above);                 // [N, width, h, w]
        var parts = posterior.call(block.call(seen));                                        // [N, 2·Channels, h, w]
        var mu = parts.narrow(1, 0, Channels);
        var logVar = Bounded(parts.narrow(1, Channels, Channels), PosteriorBound);
        return new LatentPosterior(Level, mu, logVar, FromPrior(above, Vae.Reparameterize(mu, logVar, epsilon)));
    }

    /// <summary>z where a sample lies in units of the prior: m + s · sample.</summary>
    /// <param name="above">What came down, [N, width, h, w]; null at the top, where the prior is N(0, 1).</param>
    /// <param name="sample">[N, Channels, h, w].</param>
    public Tensor FromPrior(Tensor? above, Tensor sample)
    {
        if (above is null)
            return sample;
        var parts = prior!.call(above);                                                      // [N, 2·Channels, h, w]
        return parts.narrow(1, 0, Channels) + ((Bounded(parts.narrow(1, Channels, Channels), PriorBound) * Half).exp() * sample);
    }

    /// <summary>Adds z to what came down: [N, width, h, w].</summary>
    public Tensor Embed(Tensor? above, Tensor z) => above is null ? embedding.call(z) : above + embedding.call(z);

    public void SetStartingWeights()
    {
        // Priors begin near N(0, 1); posteriors well within them, so that the decoder listens to z from the first step on.
        const double Small = 0.1;
        const float FirstLogVar = -4;
        prior?.ScaleToHe(Small);
        merge?.ScaleToHe(Math.Sqrt(0.5));
        posterior.ScaleToHe(Math.Sqrt(0.5));
        embedding.ScaleToHe(Math.Sqrt(0.5));
        using var noGradient = no_grad();
        posterior.weight.narrow(0, Channels, Channels).mul_(Half);
        nn.init.constant_(posterior.bias!.narrow(0, Channels, Channels), FirstLogVar);
    }

    private static Tensor Bounded(Tensor value, Scalar bound) => (value / bound).tanh() * bound;
}
