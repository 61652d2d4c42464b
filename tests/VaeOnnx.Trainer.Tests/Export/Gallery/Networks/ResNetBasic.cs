using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>ResNet (He et al. 2016) of basic blocks: an optional shortcut module and in-place activations.</summary>
internal class ResNetBasic : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 8, 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(8);
    private readonly Sequential layer1 = Sequential(new BasicBlock(8, 8), new BasicBlock(8, 8));
    private readonly Sequential layer2 = Sequential(new BasicBlock(8, 16, 2), new BasicBlock(16, 16));
    private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(1);
    private readonly Linear fc = Linear(16, 10);

    public ResNetBasic() : base("resnet")
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = conv1.forward(x);
        x = bn1.forward(x).relu_();
        x = layer1.forward(x);
        x = layer2.forward(x);
        x = avgpool.forward(x);
        x = torch.flatten(x, 1);
        return fc.forward(x);
    }

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1;
        private readonly BatchNorm2d bn1;
        private readonly Conv2d conv2;
        private readonly BatchNorm2d bn2;
        private readonly Sequential? downsample;

        public BasicBlock(int inPlanes, int planes, int stride = 1) : base("BasicBlock")
        {
            conv1 = Conv2d(inPlanes, planes, 3, stride: stride, padding: 1, bias: false);
            bn1 = BatchNorm2d(planes);
            conv2 = Conv2d(planes, planes, 3, padding: 1, bias: false);
            bn2 = BatchNorm2d(planes);
            if (stride != 1 || inPlanes != planes)
                downsample = Sequential(Conv2d(inPlanes, planes, 1, stride: stride, bias: false), BatchNorm2d(planes));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var identity = downsample?.forward(x) ?? x;
            var y = functional.relu(bn1.forward(conv1.forward(x)), inplace: true);
            y = bn2.forward(conv2.forward(y));
            y += identity;
            return y.relu_();
        }
    }
}
