using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A denoiser's block (Ho et al. 2020): an image and a time step, sinusoidal embedding, GroupNorm and SiLU.</summary>
internal sealed class DiffusionBlock : Module<Tensor, Tensor, Tensor>
{
    private const int TimeDim = 8;
    private readonly Conv2d inConv = Conv2d(2, 8, 3, padding: 1);
    private readonly GroupNorm norm1 = GroupNorm(4, 8), norm2 = GroupNorm(2, 8);
    private readonly Conv2d conv1 = Conv2d(8, 8, 3, padding: 1), conv2 = Conv2d(8, 8, 3, padding: 1);
    private readonly Linear time = Linear(TimeDim, 16);
    private readonly Conv2d outConv = Conv2d(8, 2, 1);

    public DiffusionBlock() : base("diffusion") => RegisterComponents();

    public override Tensor forward(Tensor image, Tensor step)
    {
        var x = inConv.forward(image);
        var h = conv1.forward(functional.silu(norm1.forward(x)));
        var parts = time.forward(EmbedTime(step)).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
        h = norm2.forward(h) * (parts[0] + 1) + parts[1];
        return outConv.forward(x + conv2.forward(functional.silu(h)));
    }

    private static Tensor EmbedTime(Tensor step)
    {
        const int half = TimeDim / 2;
        var frequencies = exp(arange(half, dtype: float32) * (-Math.Log(1000) / half));
        var angles = step.unsqueeze(1) * frequencies.unsqueeze(0);
        return cat([angles.sin(), angles.cos()], 1);
    }
}
