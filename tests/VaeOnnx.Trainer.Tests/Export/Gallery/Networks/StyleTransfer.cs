using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Fast style transfer (Johnson et al. 2016): reflection padding, instance norm, upsampling before convolution.</summary>
internal sealed class StyleTransfer : Module<Tensor, Tensor>
{
    private readonly ConvLayer conv1 = new(3, 4, 5, 1), conv2 = new(4, 8, 3, 2);
    private readonly InstanceNorm2d in1 = InstanceNorm2d(4, affine: true), in2 = InstanceNorm2d(8, affine: true);
    private readonly ResidualUnit res = new(8);
    private readonly Upsample up = Upsample(scale_factor: [2.0, 2.0], mode: UpsampleMode.Nearest);
    private readonly ConvLayer deconv1 = new(8, 4, 3, 1), deconv2 = new(4, 3, 5, 1);
    private readonly ReLU relu = ReLU();

    public StyleTransfer() : base("style") => RegisterComponents();

    public override Tensor forward(Tensor X)
    {
        var y = relu.forward(in1.forward(conv1.forward(X)));
        y = relu.forward(in2.forward(conv2.forward(y)));
        y = res.forward(y);
        y = relu.forward(deconv1.forward(up.forward(y)));
        y = deconv2.forward(y);
        return y;
    }

    private sealed class ConvLayer : Module<Tensor, Tensor>
    {
        private readonly ReflectionPad2d pad;
        private readonly Conv2d conv;

        internal ConvLayer(int from, int to, int kernel, int stride) : base("ConvLayer")
        {
            pad = ReflectionPad2d(kernel / 2);
            conv = Conv2d(from, to, kernel, stride);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => conv.forward(pad.forward(x));
    }

    private sealed class ResidualUnit : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> a, b;
        private readonly InstanceNorm2d na, nb;

        internal ResidualUnit(int channels) : base("ResidualUnit")
        {
            a = new ConvLayer(channels, channels, 3, 1);
            b = new ConvLayer(channels, channels, 3, 1);
            na = InstanceNorm2d(channels, affine: true);
            nb = InstanceNorm2d(channels, affine: true);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var residual = x;
            var output = functional.relu(na.forward(a.forward(x)));
            output = nb.forward(b.forward(output));
            output = output + residual;
            return output;
        }
    }
}
