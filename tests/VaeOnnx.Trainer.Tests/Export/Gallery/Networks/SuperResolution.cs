using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>ESPCN (Shi et al. 2016): sub-pixel convolution.</summary>
internal sealed class SuperResolution : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, conv3;
    private readonly int upscale;

    public SuperResolution(int upscale) : base("ESPCN")
    {
        this.upscale = upscale;
        conv1 = Conv2d(1, 8, 5, padding: 2);
        conv2 = Conv2d(8, 6, 3, padding: 1);
        conv3 = Conv2d(6, upscale * upscale, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor lowResolution)
    {
        var t = functional.tanh(conv1.forward(lowResolution));
        t = functional.tanh(conv2.forward(t));
        return functional.pixel_shuffle(conv3.forward(t), upscale).clamp(0, 1);
    }
}
