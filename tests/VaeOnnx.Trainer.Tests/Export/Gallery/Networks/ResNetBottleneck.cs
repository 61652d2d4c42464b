using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>ResNet of bottlenecks: the network is generic in its block and builds its stages through a factory delegate.</summary>
internal sealed class ResNetBottleneck() : ResidualNetwork<Bottleneck>("resnet50-ish", [1, 2], (i, w, s) => new Bottleneck(i, w, s));

internal interface IExpandingBlock
{
    static abstract int Expansion { get; }
}

internal abstract class ResidualNetwork<TBlock> : Module<Tensor, Tensor>
    where TBlock : Module<Tensor, Tensor>, IExpandingBlock
{
    private readonly Module<Tensor, Tensor> stem;
    private readonly Module<Tensor, Tensor> stages;
    private readonly Module<Tensor, Tensor> fc;

    protected ResidualNetwork(string name, int[] depths, Func<int, int, int, TBlock> makeBlock) : base(name)
    {
        var width = 4;
        stem = Sequential(Conv2d(3, width, 3, padding: 1, bias: false), BatchNorm2d(width), ReLU(true), MaxPool2d(3, 2, 1));
        var inPlanes = width;
        var made = new List<(string, Module<Tensor, Tensor>)>();
        for (var stage = 0; stage < depths.Length; stage++)
        {
            for (int i = 0; i < depths[stage]; i++)
            {
                made.Add(($"stage{stage}_{i}", makeBlock(inPlanes, width, stage > 0 && i == 0 ? 2 : 1)));
                inPlanes = width * TBlock.Expansion;
            }

            width *= 2;
        }

        stages = Sequential(made);
        fc = Linear(inPlanes, 5);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using (var scope = NewDisposeScope())
        {
            var x = stages.forward(stem.forward(input));
            x = x.mean([2, 3]);
            return fc.forward(x).MoveToOuterDisposeScope();
        }
    }
}

internal sealed class Bottleneck : Module<Tensor, Tensor>, IExpandingBlock
{
    private readonly Sequential body;
    private readonly Module<Tensor, Tensor> shortcut;
    private readonly ReLU activation = ReLU(inplace: true);

    public Bottleneck(int inPlanes, int planes, int stride) : base(nameof(Bottleneck))
    {
        var outPlanes = planes * Expansion;
        body = Sequential(
            Conv2d(inPlanes, planes, 1, bias: false), BatchNorm2d(planes), ReLU(),
            Conv2d(planes, planes, 3, stride: stride, padding: 1, bias: false), BatchNorm2d(planes), ReLU(),
            Conv2d(planes, outPlanes, 1, bias: false), BatchNorm2d(outPlanes));
        shortcut = stride == 1 && inPlanes == outPlanes
            ? Identity()
            : Sequential(Conv2d(inPlanes, outPlanes, 1, stride: stride, bias: false), BatchNorm2d(outPlanes));
        RegisterComponents();
    }

    public static int Expansion => 4;

    public override Tensor forward(Tensor x) => activation.forward(body.forward(x) + shortcut.forward(x));
}
