using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>z → outputs: the encoder's levels in reverse, each twice as large by repetition, cut to the size that the encoder had there.</summary>
internal sealed class ConvDecoder : nn.Module<Tensor, Tensor?, Tensor>
{
    private readonly ConvPyramid _pyramid;
    private readonly Linear top;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> stages = [];
    private readonly GroupNorm norm;
    private readonly Conv2d pixels;

    public ConvDecoder(ConvPyramid pyramid, ConvVaeConfig config)
        : base(nameof(ConvDecoder))
    {
        _pyramid = pyramid;
        top = nn.Linear(config.LatentDim + config.Classes, pyramid.TopLength);
        for (var level = pyramid.Levels - 1; level >= 0; level--)
        {
            for (var block = 0; block < config.Blocks; block++)
                stages.Add(new ResidualBlock(pyramid.Channels(level)));
            if (level > 0)
                stages.Add(new ConvEnlargement(pyramid, level));
        }

        norm = ResidualBlock.Norm(pyramid.Channels(0));
        pixels = nn.Conv2d(pyramid.Channels(0), pyramid.Image.Channels * pyramid.Stride * pyramid.Stride, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor z, Tensor? labels)
    {
        var (height, width) = _pyramid.Sizes[^1];
        var input = labels is null ? z : cat([z, labels], 1);                                     // [N, LatentDim + Classes]
        var x = top.call(input).view(-1, _pyramid.Channels(_pyramid.Levels - 1), height, width);   // [N, top channels, top H, top W]
        foreach (var stage in stages)
            x = stage.call(x);
        x = pixels.call(nn.functional.silu(norm.call(x)));                                        // [N, C·stride², H/stride, W/stride]
        if (_pyramid.Stride > 1)
            x = nn.functional.pixel_shuffle(x, _pyramid.Stride);                                  // [N, C, ≥ H, ≥ W] (Shi et al. 2016)
        return x.narrow(2, 0, _pyramid.Image.Height).narrow(3, 0, _pyramid.Image.Width);          // [N, C, H, W]
    }
}
