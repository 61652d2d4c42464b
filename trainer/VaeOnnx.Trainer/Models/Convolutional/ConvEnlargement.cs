using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>From a level's features to those of the level below: fewer channels, then every pixel twice in either direction, cut to size.</summary>
internal sealed class ConvEnlargement : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d channels;
    private readonly int _height;
    private readonly int _width;

    public ConvEnlargement(ConvPyramid pyramid, int level)
        : base(nameof(ConvEnlargement))
    {
        (_height, _width) = pyramid.Sizes[level - 1];
        channels = nn.Conv2d(pyramid.Channels(level), pyramid.Channels(level - 1), 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var h = nn.functional.interpolate(channels.call(x), scale_factor: [2, 2], mode: InterpolationMode.Nearest);    // [N, C, 2H, 2W]
        return h.narrow(2, 0, _height).narrow(3, 0, _width);
    }
}
