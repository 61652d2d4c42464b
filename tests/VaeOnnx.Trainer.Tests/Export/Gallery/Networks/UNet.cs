using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>U-Net (Ronneberger et al. 2015) on an odd size: a stack of skips, each upsampled map padded to match.</summary>
internal sealed class UNet : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> down;
    private readonly ModuleList<Module<Tensor, Tensor>> up;
    private readonly ModuleList<Module<Tensor, Tensor>> merge;
    private readonly Module<Tensor, Tensor> bottom;
    private readonly Conv2d last = Conv2d(4, 2, 1);

    public UNet() : base("UNet")
    {
        down = ModuleList(DoubleConv(1, 4), DoubleConv(4, 8));
        bottom = DoubleConv(8, 16);
        up = ModuleList<Module<Tensor, Tensor>>(ConvTranspose2d(16, 8, 2, stride: 2), ConvTranspose2d(8, 4, 2, stride: 2));
        merge = ModuleList(DoubleConv(16, 8), DoubleConv(8, 4));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var skips = new Stack<Tensor>();
        foreach (var stage in down)
        {
            x = stage.forward(x);
            skips.Push(x);
            x = functional.max_pool2d(x, 2, 2);
        }

        x = bottom.forward(x);
        foreach (var (upsample, conv) in up.Zip(merge))
        {
            var skip = skips.Pop();
            x = PadToMatch(upsample.forward(x), skip);
            x = conv.forward(cat([skip, x], dim: 1));
        }

        return last.forward(x);
    }

    private static Module<Tensor, Tensor> DoubleConv(int from, int to) => Sequential(
        Conv2d(from, to, 3, padding: 1), BatchNorm2d(to), ReLU(), Conv2d(to, to, 3, padding: 1), BatchNorm2d(to), ReLU());

    private static Tensor PadToMatch(Tensor x, Tensor like)
    {
        var dy = like.size(2) - x.size(2);
        var dx = like.size(3) - x.size(3);
        return functional.pad(x, [dx / 2, dx - dx / 2, dy / 2, dy - dy / 2]);
    }
}
