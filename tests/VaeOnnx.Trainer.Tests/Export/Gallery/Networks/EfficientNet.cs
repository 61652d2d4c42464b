using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>EfficientNet's MBConv (Tan and Le 2019): squeeze-excite, SiLU, stochastic depth that only training draws.</summary>
internal sealed class EfficientNet : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(3, 8, 3, stride: 2, padding: 1, bias: false), BatchNorm2d(8), SiLU());
    private readonly MbConv block1 = new(8, 8, 3, 1, 4), block2 = new(8, 12, 5, 2, 4);
    private readonly Linear fc = Linear(12, 5);

    public EfficientNet() : base("efficientnet") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var y = block2.forward(block1.forward(stem.forward(x)));
        return fc.forward(functional.dropout(y.mean([2, 3]), 0.2, training));
    }

    private sealed class MbConv : Module<Tensor, Tensor>
    {
        private readonly Sequential expand, depthwise, project;
        private readonly Conv2d reduce, restore;
        private readonly bool residual;

        public MbConv(int from, int to, int kernel, int stride, int ratio) : base("MBConv")
        {
            var hidden = from * ratio;
            expand = Sequential(Conv2d(from, hidden, 1, bias: false), BatchNorm2d(hidden, eps: 1e-3), SiLU());
            depthwise = Sequential(Conv2d(hidden, hidden, kernel, stride, kernel / 2, groups: hidden, bias: false), BatchNorm2d(hidden), SiLU());
            reduce = Conv2d(hidden, from / 4, 1);
            restore = Conv2d(from / 4, hidden, 1);
            project = Sequential(Conv2d(hidden, to, 1, bias: false), BatchNorm2d(to));
            residual = from == to && stride == 1;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var h = depthwise.forward(expand.forward(x));
            var gate = restore.forward(functional.silu(reduce.forward(functional.adaptive_avg_pool2d(h, 1)))).sigmoid();
            h = project.forward(h * gate);
            return residual ? DropPath(h, 0.2) + x : h;
        }

        private Tensor DropPath(Tensor x, double probability)
        {
            if (!training || probability == 0)
                return x;
            var keep = 1 - probability;
            return x * rand(x.shape[0], 1, 1, 1).add_(keep).floor_() / keep;
        }
    }
}
