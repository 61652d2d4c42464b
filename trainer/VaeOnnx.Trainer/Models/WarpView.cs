using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>What the networks of a <see cref="WarpVae"/> see of an image: averaged over squares of pixels until no side is longer than asked for.</summary>
internal sealed class WarpView
{
    private readonly int _square;

    public WarpView(WarpVaeConfig config)
    {
        var image = config.Image;
        _square = (Math.Max(image.Height, image.Width) + config.ViewSide - 1) / config.ViewSide;
        Length = image.Channels * (image.Height / _square) * (image.Width / _square);
        if (Length == 0)
            throw new ArgumentException(FormattableString.Invariant($"Images of {image.Height}x{image.Width} pixels are too narrow for a view of {config.ViewSide} pixels; take a larger {nameof(WarpVaeConfig.ViewSide)}."), nameof(config));
    }

    /// <summary>The values of one image's view.</summary>
    public int Length { get; }

    /// <summary>images [N, C, H, W] → [N, Length].</summary>
    public Tensor Of(Tensor images) => (_square == 1 ? images : nn.functional.avg_pool2d(images, _square)).flatten(1);
}
