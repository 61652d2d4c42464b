using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>MobileNetV2 (Sandler et al. 2018): inverted residuals from a table of records.</summary>
internal sealed class MobileNetV2 : Module<Tensor, Tensor>
{
    private record struct Stage(int Expand, int Channels, int Repeat, int Stride);

    private static readonly Stage[] Stages = [new(1, 8, 1, 1), new(6, 12, 2, 2), new(6, 16, 1, 1)];

    private readonly Sequential features = Sequential();
    private readonly Sequential classifier;

    public MobileNetV2(int classes = 10) : base("mobilenet_v2")
    {
        features.append(ConvBn(3, 8, 3, 2, 1));
        var input = 8;
        foreach (var (t, c, n, s) in Stages)
        {
            for (var i = 0; i < n; i++)
            {
                features.append(new InvertedResidual(input, c, i == 0 ? s : 1, t));
                input = c;
            }
        }

        features.append(ConvBn(input, 32, 1, 1, 1));
        classifier = Sequential(Dropout(0.2), Linear(32, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = features.forward(x);
        x = functional.adaptive_avg_pool2d(x, (1, 1)).reshape(x.shape[0], -1);
        return classifier.forward(x);
    }

    private static Sequential ConvBn(int from, int to, int kernel, int stride, int groups) => Sequential(
        Conv2d(from, to, kernel, stride: stride, padding: (kernel - 1) / 2, groups: groups, bias: false),
        BatchNorm2d(to),
        ReLU6());

    private sealed class InvertedResidual : Module<Tensor, Tensor>
    {
        private readonly bool useResidual;
        private readonly Sequential conv;

        public InvertedResidual(int inp, int oup, int stride, int expandRatio) : base("InvertedResidual")
        {
            var hidden = inp * expandRatio;
            useResidual = stride == 1 && inp == oup;
            var layers = new List<Module<Tensor, Tensor>>();
            if (expandRatio != 1)
                layers.Add(ConvBn(inp, hidden, 1, 1, 1));
            layers.AddRange([ConvBn(hidden, hidden, 3, stride, hidden), Conv2d(hidden, oup, 1, bias: false), BatchNorm2d(oup)]);
            conv = Sequential(layers);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => useResidual ? x + conv.forward(x) : conv.forward(x);
    }
}
