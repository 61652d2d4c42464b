using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>DCGAN's discriminator: layers made in a loop, the score squeezed to one number a sample.</summary>
internal sealed class GanDiscriminator : Module<Tensor, Tensor>
{
    private readonly List<Module<Tensor, Tensor>> stages = new();

    public GanDiscriminator() : base("D")
    {
        long[] widths = { 3, 4, 8 };
        for (int i = 1; i < widths.Length; ++i)
            stages.Add(Sequential(Conv2d(widths[i - 1], widths[i], 4, 2, 1, bias: false), InstanceNorm2d(widths[i]), LeakyReLU(0.2, inplace: true)));
        stages.Add(Conv2d(widths[^1], 1, 4, 1, 0));
        int number = 0;
        stages.ForEach(s => register_module($"stage{number++}", s));
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var stage in stages) x = stage.forward(x);
        return x.view(-1, 1).squeeze(1).sigmoid();
    }
}
