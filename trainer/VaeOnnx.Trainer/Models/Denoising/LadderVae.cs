using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// A hierarchical VAE that denoises: images go up through residual blocks; latents come down, from the topmost level, each level's
/// posterior knowing those above it (ladder VAE, Sønderby et al. 2016, arXiv 1602.02282; for denoising Prakash et al. 2021,
/// arXiv 2104.01374). What comes down is made of latents alone: no features of the images are handed across, so all that the result
/// knows of them went through z. Trained on noisy images with clean targets it is a denoising VAE (Im et al. 2017, arXiv 1511.06406).
/// For images of any size; the same configuration and seed give the same weights on every machine. Not thread-safe while it is trained.
/// </summary>
public sealed class LadderVae : nn.Module<Tensor, Tensor, Tensor>, IDenoiser, IStartingWeights
{
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar Half = 0.5f;
    private static readonly Scalar One = 1f;

    private readonly DenoisingSizes _sizes;
    private readonly Conv2d head;
    private readonly ModuleList<DenoisingStage> up = [];
    private readonly ModuleList<Halving> halvings = [];
    private readonly ModuleList<LatentLevel> latents = [];
    private readonly ModuleList<DenoisingStage> down = [];
    private readonly ModuleList<Doubling> doublings = [];
    private readonly Conv2d tail;

    /// <summary>Creates the model with fresh weights.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public LadderVae(LadderVaeConfig config, ulong seed = 0)
        : base(nameof(LadderVae))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        _sizes = Config.Sizes();
        var widths = Config.Widths;
        head = nn.Conv2d(_sizes.UnshuffledChannels, widths[0], 3, padding: 1);
        tail = nn.Conv2d(widths[0], _sizes.UnshuffledChannels, 3, padding: 1);
        for (var level = 0; level < widths.Count; level++)
        {
            up.Add(new DenoisingStage(widths[level], Config.Blocks));
            down.Add(new DenoisingStage(widths[level], Config.Blocks));
            if (Config.LatentChannels[level] > 0)
                latents.Add(new LatentLevel(level, widths[level], Config.LatentChannels[level], isTopmost: level == widths.Count - 1));
        }

        for (var level = 0; level < widths.Count - 1; level++)
        {
            halvings.Add(new Halving(widths[level], widths[level + 1]));
            doublings.Add(new Doubling(widths[level + 1], widths[level]));
        }

        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The sizes.</summary>
    public LadderVaeConfig Config { get; }

    /// <inheritdoc/>
    public TilingSpec Tiling => _sizes.Tiling(level =>
        (DenoisingBlock.Convolutions * ((2 * Config.Blocks) + (Config.LatentChannels[level] > 0 ? 1 : 0))) + (level == 0 ? 2 : 0));

    /// <inheritdoc/>
    public int EpsilonLength => Enumerable.Range(0, _sizes.Levels).Sum(EpsilonChannelsOf);

    /// <summary>The shape of the epsilon of images: [N, EpsilonLength, H / multiple, W / multiple].</summary>
    /// <param name="images">[N, Channels, H, W].</param>
    public long[] EpsilonShape(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return [images.shape[0], EpsilonLength, images.shape[2] / _sizes.SizeMultiple, images.shape[3] / _sizes.SizeMultiple];
    }

    /// <summary>Denoises images.</summary>
    /// <param name="images">[N, Channels, H, W] around [0, 1]; sides are multiples of <see cref="Tiling"/>'s.</param>
    /// <param name="epsilon">
    /// Standard normal noise, [N, EpsilonLength, H / multiple, W / multiple]: the topmost level's channels first, then those of
    /// each level below, whose squares of pixels they are. Zeros give the decoded means.
    /// </param>
    /// <returns>[N, Channels, H, W]; in [0, 1] in eval mode.</returns>
    public override Tensor forward(Tensor images, Tensor epsilon) => Infer(images, epsilon).Reconstruction;

    /// <summary>Denoises images and tells what was made of their latents.</summary>
    /// <param name="images">As for <see cref="forward"/>.</param>
    /// <param name="epsilon">As for <see cref="forward"/>.</param>
    public LadderInference Infer(Tensor images, Tensor epsilon)
    {
        var features = Ascend(images);
        var posteriors = new LatentPosterior[latents.Count];
        var reconstruction = Descend((index, above) =>
        {
            var level = latents[index];
            posteriors[index] = level.Infer(above, features[level.Level], EpsilonOf(level, epsilon));
            return posteriors[index].Z;
        });
        return new LadderInference(reconstruction, posteriors);
    }

    /// <summary>The images of latents.</summary>
    /// <param name="z">Those of every level that has any, level 0 first, as <see cref="LatentPosterior.Z"/> has them.</param>
    /// <returns>[N, Channels, H, W]; in [0, 1] in eval mode.</returns>
    public Tensor Decode(IReadOnlyList<Tensor> z)
    {
        ArgumentNullException.ThrowIfNull(z);
        if (z.Count != latents.Count)
            throw new ArgumentException($"The model has latents in {latents.Count} levels, got {z.Count}.", nameof(z));
        return Descend((index, _) => z[index]);
    }

    void IStartingWeights.SetStartingWeights()
    {
        head.ScaleToHe(1);
        tail.ScaleToHe(0.5);
    }

    /// <summary>The features of each level.</summary>
    private Tensor[] Ascend(Tensor images)
    {
        var features = new Tensor[_sizes.Levels];
        var h = head.call(PixelSquares.Take(images, Config.Unshuffle, training));      // [N, Widths[0], H/Unshuffle, W/Unshuffle]
        for (var level = 0; level < features.Length; level++)
        {
            features[level] = up[level].call(level == 0 ? h : halvings[level - 1].call(features[level - 1]));
        }

        return features;
    }

    /// <summary>From the topmost latents to images.</summary>
    /// <param name="zOf">The latents of an entry of <see cref="latents"/>, given what came down to it.</param>
    private Tensor Descend(Func<int, Tensor?, Tensor> zOf)
    {
        Tensor? h = null;
        var next = latents.Count - 1;
        for (var level = _sizes.Levels - 1; level >= 0; level--)
        {
            if (h is not null)
                h = doublings[level].call(h);                                          // [N, Widths[level], h, w]
            if (next >= 0 && latents[next].Level == level)
            {
                h = latents[next].Embed(h, zOf(next, h));
                next--;
            }

            h = down[level].call(h!);
        }

        var images = PixelSquares.Give(tail.call(h!), Config.Unshuffle) + Half;        // [N, Channels, H, W]
        return training ? images : images.clamp(Zero, One);
    }

    private int EpsilonChannelsOf(int level)
    {
        var squares = 1 << (_sizes.Levels - 1 - level);
        return Config.LatentChannels[level] * squares * squares;
    }

    private Tensor EpsilonOf(LatentLevel level, Tensor epsilon)
    {
        var start = Enumerable.Range(level.Level + 1, _sizes.Levels - 1 - level.Level).Sum(EpsilonChannelsOf);
        var channels = epsilon.narrow(1, start, EpsilonChannelsOf(level.Level));
        return PixelSquares.Give(channels, 1 << (_sizes.Levels - 1 - level.Level));    // [N, latent channels, h, w]
    }
}
