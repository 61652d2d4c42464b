using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>CBAM (Woo et al. 2018): attention over channels, then over places.</summary>
internal sealed class Cbam : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1);
    private readonly Sequential shared = Sequential(Conv2d(8, 2, 1, bias: false), ReLU(), Conv2d(2, 8, 1, bias: false));
    private readonly Conv2d spatial = Conv2d(2, 1, 7, padding: 3, bias: false);

    public Cbam() : base("cbam") => RegisterComponents();

    private Tensor ChannelGate(Tensor x)
    {
        var average = shared.forward(functional.adaptive_avg_pool2d(x, 1));
        var maximum = shared.forward(functional.adaptive_max_pool2d(x, [1, 1]));
        return sigmoid(average + maximum);
    }

    private Tensor SpatialGate(Tensor x) =>
        spatial.forward(concat([x.mean([1], keepdim: true), x.max(1, keepdim: true).values], 1)).sigmoid();

    public override Tensor forward(Tensor x)
    {
        x = stem.forward(x);
        x = x.mul(ChannelGate(x));
        return x.mul(SpatialGate(x));
    }
}
