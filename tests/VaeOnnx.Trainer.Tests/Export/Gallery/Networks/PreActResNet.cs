using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Pre-activation ResNet (He et al. 2016b): virtual blocks, the wide variant overriding one step.</summary>
internal sealed class PreActResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, 3, padding: 1, bias: false);
    private readonly ModuleList<PreActBlock> blocks = ModuleList(new PreActBlock(8, 8, 1), new WidePreActBlock(8, 12, 2));
    private readonly BatchNorm2d norm = BatchNorm2d(12);
    private readonly Linear fc = Linear(12, 4);

    public PreActResNet() : base(nameof(PreActResNet)) => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        var x = stem.call(images);
        for (int i = 0; i < blocks.Count; i++)
            x = blocks[i].call(x);
        x = functional.relu(norm.call(x));
        x = functional.avg_pool2d(x, 4);
        return fc.call(x.reshape(x.size(0), -1));
    }

    private class PreActBlock : Module<Tensor, Tensor>
    {
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn2;
        private readonly Conv2d conv2;
        private readonly Conv2d? shortcut;

        public PreActBlock(int inPlanes, int planes, int stride) : base("block")
        {
            bn1 = BatchNorm2d(inPlanes);
            conv1 = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1, bias: false);
            bn2 = BatchNorm2d(planes);
            conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
            shortcut = stride != 1 || inPlanes != planes ? Conv2d(inPlanes, planes, 1, stride: stride, bias: false) : null;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            using var activated = Activate(bn1.forward(x));
            using var skip = shortcut is null ? x.alias() : shortcut.forward(activated);
            using var y = conv1.forward(activated);
            return conv2.forward(Activate(bn2.forward(y))).add_(skip);
        }

        protected virtual Tensor Activate(Tensor x) => functional.relu(x);
    }

    private sealed class WidePreActBlock(int inPlanes, int planes, int stride) : PreActBlock(inPlanes, planes, stride)
    {
        protected override Tensor Activate(Tensor x) => base.Activate(x) * 0.5f + functional.elu(x, 1.0) * 0.5f;
    }
}
