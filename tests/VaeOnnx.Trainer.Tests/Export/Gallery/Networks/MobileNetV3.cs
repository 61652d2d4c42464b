using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>MobileNetV3 (Howard et al. 2019): blocks described by records, a class derived from Sequential, activations by a switch.</summary>
internal sealed class MobileNetV3 : Module<Tensor, Tensor>
{
    private readonly Sequential features;
    private readonly Linear classifier;

    public MobileNetV3(params Row[] rows)
        : base("mobilenetv3")
    {
        var blocks = new List<Module<Tensor, Tensor>> { new ConvNorm(3, 8, 3, 2, 1, Act.HardSwish) };
        blocks.AddRange(rows.Select(row => new Residual(row)));
        features = Sequential(blocks);
        classifier = Linear(rows[^1].Out, 5);
        RegisterComponents();
    }

    internal enum Act
    {
        None,
        Relu,
        HardSwish,
    }

    public override Tensor forward(Tensor x) => classifier.call(features.call(x).mean([2, 3]));

    internal sealed record Row(long In, long Expanded, long Out, long Kernel, long Stride, Act Activation, bool Squeezes = false);

    private sealed class ConvNorm(long channels, long width, long kernel, long stride, long groups, Act activation) : Sequential(
        Conv2d(channels, width, kernel, stride: stride, padding: kernel / 2, groups: groups, bias: false),
        BatchNorm2d(width),
        activation switch { Act.Relu => ReLU(inplace: true), Act.HardSwish => Hardswish(inplace: true), _ => Identity() });

    private sealed class Squeeze : Module<Tensor, Tensor>
    {
        private readonly Conv2d down, up;

        public Squeeze(long channels)
            : base(nameof(Squeeze))
        {
            (down, up) = (Conv2d(channels, channels / 4, 1), Conv2d(channels / 4, channels, 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) =>
            x * functional.hardsigmoid(up.call(functional.relu(down.call(functional.adaptive_avg_pool2d(x, 1)))));
    }

    private sealed class Residual : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> block;
        private readonly bool hasSkip;

        public Residual(Row row)
            : base(nameof(Residual))
        {
            hasSkip = row is { Stride: 1 } && row.In == row.Out;
            List<Module<Tensor, Tensor>> parts = row.Expanded == row.In ? [] : [new ConvNorm(row.In, row.Expanded, 1, 1, 1, row.Activation)];
            parts.Add(new ConvNorm(row.Expanded, row.Expanded, row.Kernel, row.Stride, row.Expanded, row.Activation));
            if (row.Squeezes)
                parts.Add(new Squeeze(row.Expanded));
            parts.Add(new ConvNorm(row.Expanded, row.Out, 1, 1, 1, Act.None));
            block = Sequential(parts);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var result = block.call(x);
            if (hasSkip)
                result += x;
            return result;
        }
    }
}
