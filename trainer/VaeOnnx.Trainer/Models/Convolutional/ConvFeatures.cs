using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>images → the features of the topmost level: residual blocks, halved in size between levels. The first half of VAEs and classifiers.</summary>
internal sealed class ConvFeatures : nn.Module<Tensor, Tensor?, Tensor>
{
    // Pixels to [-1, 1]: on bright photographs the first norm would see little but their mean, and a classifier learn nothing for epochs.
    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar Two = 2f;
    private static readonly Scalar One = 1f;

    private readonly Conv2d stem;
    private readonly Linear? condition;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> stages = [];
    private readonly GroupNorm norm;

    public ConvFeatures(ConvPyramid pyramid, int blocks, int classes)
        : base(nameof(ConvFeatures))
    {
        // Sides become ⌈side / stride⌉: the kernel reaches over the stride and is centred.
        var kernel = Math.Max(3, pyramid.Stride + 1);
        stem = nn.Conv2d(pyramid.Image.Channels, pyramid.Channels(0), kernel, stride: pyramid.Stride, padding: kernel / 2);
        condition = classes > 0 ? nn.Linear(classes, pyramid.Channels(0)) : null;
        for (var level = 0; level < pyramid.Levels; level++)
        {
            if (level > 0)
                stages.Add(nn.Conv2d(pyramid.Channels(level - 1), pyramid.Channels(level), 3, stride: 2, padding: 1));
            for (var block = 0; block < blocks; block++)
                stages.Add(new ResidualBlock(pyramid.Channels(level)));
        }

        norm = ResidualBlock.Norm(pyramid.Channels(pyramid.Levels - 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor images, Tensor? labels)
    {
        var x = stem.call((images * Two) - One);                              // [N, Width, H/stride, W/stride]
        if (condition is not null)
            x = x + condition.call(labels!).unsqueeze(-1).unsqueeze(-1);      // + [N, Width, 1, 1]
        foreach (var stage in stages)
            x = stage.call(x);
        return nn.functional.silu(norm.call(x));                              // [N, top channels, top H, top W]
    }
}
