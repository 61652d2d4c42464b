using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// images − f(images): a U-Net (Ronneberger, Fischer &amp; Brox 2015, arXiv 1505.04597) that predicts the noise (Zhang et al. 2017,
/// DnCNN, arXiv 1608.03981), of residual blocks without normalisation behind a pixel-unshuffle, for images of any size and any strength of
/// noise. Skips carry the features of each level past those above. The same configuration and seed give the same weights on every machine.
/// </summary>
public sealed class ResidualUNet : nn.Module<Tensor, Tensor>, IDenoiser, IStartingWeights
{
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Zero = 0f;
    private static readonly Scalar One = 1f;

    private readonly DenoisingSizes _sizes;
    private readonly Conv2d head;
    private readonly ModuleList<DenoisingStage> up = [];
    private readonly ModuleList<Halving> halvings = [];
    private readonly ModuleList<Doubling> doublings = [];
    private readonly ModuleList<DenoisingStage> down = [];
    private readonly Conv2d tail;

    /// <summary>Creates the model with fresh weights: at first it changes next to nothing.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="seed">Draws the weights.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public ResidualUNet(ResidualUNetConfig config, ulong seed = 0)
        : base(nameof(ResidualUNet))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config.Validated();
        _sizes = Config.Sizes();
        var widths = Config.Widths;
        head = nn.Conv2d(_sizes.UnshuffledChannels, widths[0], 3, padding: 1);
        tail = nn.Conv2d(widths[0], _sizes.UnshuffledChannels, 3, padding: 1);
        for (var level = 0; level < widths.Count; level++)
            up.Add(new DenoisingStage(widths[level], Config.Blocks));
        for (var level = 0; level < widths.Count - 1; level++)
        {
            halvings.Add(new Halving(widths[level], widths[level + 1]));
            doublings.Add(new Doubling(widths[level + 1], widths[level]));
            down.Add(new DenoisingStage(widths[level], Config.Blocks));
        }

        RegisterComponents();
        SeededInitialization.Apply(this, seed);
    }

    /// <summary>The sizes.</summary>
    public ResidualUNetConfig Config { get; }

    /// <inheritdoc/>
    public TilingSpec Tiling => _sizes.Tiling(level =>
        (Config.Blocks * DenoisingBlock.Convolutions * (level < _sizes.Levels - 1 ? 2 : 1)) + (level == 0 ? 2 : 0));

    /// <inheritdoc/>
    public int EpsilonLength => 0;

    /// <summary>Denoises images.</summary>
    /// <param name="images">[N, Channels, H, W] around [0, 1]; sides are multiples of <see cref="Tiling"/>'s.</param>
    /// <returns>[N, Channels, H, W]; in [0, 1] in eval mode.</returns>
    public override Tensor forward(Tensor images)
    {
        var h = head.call(PixelSquares.Take(images, Config.Unshuffle, training));    // [N, Widths[0], H/Unshuffle, W/Unshuffle]
        var skips = new Tensor[halvings.Count];
        for (var level = 0; level < skips.Length; level++)
        {
            skips[level] = up[level].call(h);
            h = halvings[level].call(skips[level]);
        }

        h = up[skips.Length].call(h);                                               // [N, Widths[^1], H/multiple, W/multiple]
        for (var level = skips.Length - 1; level >= 0; level--)
            h = down[level].call(doublings[level].call(h).add_(skips[level], One));
        var clean = images - PixelSquares.Give(tail.call(h), Config.Unshuffle);      // [N, Channels, H, W]
        return training ? clean : clean.clamp(Zero, One);
    }

    void IStartingWeights.SetStartingWeights()
    {
        head.ScaleToHe(1);
        tail.ScaleToHe(0.05);
    }
}
