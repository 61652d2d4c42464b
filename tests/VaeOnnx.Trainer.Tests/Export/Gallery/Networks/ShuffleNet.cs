using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>ShuffleNet (Zhang et al. 2018): channels shuffled by view and transpose in a static helper.</summary>
internal sealed class ShuffleNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 1);
    private readonly ModuleList<Unit> units = ModuleList(new Unit(8), new Unit(8));

    public ShuffleNet() : base("ShuffleNet") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = stem.forward(x);
        foreach (var unit in units.children().Cast<Module<Tensor, Tensor>>())
            y = unit.forward(y);
        return y.amax([2, 3]);
    }

    internal static Tensor ChannelShuffle(Tensor x, int groups)
    {
        var (batch, channels, height, width) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
        x = x.view(batch, groups, channels / groups, height, width);
        x = x.transpose(1, 2).contiguous();
        return x.view(batch, channels, height, width);
    }

    private sealed class Unit : Module<Tensor, Tensor>
    {
        private readonly Conv2d pointwise;
        private readonly Conv2d depthwise;

        public Unit(int channels) : base("unit")
        {
            pointwise = Conv2d(channels / 2, channels / 2, 1);
            depthwise = Conv2d(channels / 2, channels / 2, 3, padding: 1, groups: channels / 2);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var halves = x.chunk(2, dim: 1);
            var right = depthwise.forward(pointwise.forward(halves[1]).hardswish());
            return ChannelShuffle(cat([halves[0], right], 1), 2);
        }
    }
}
