using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>DCGAN's generator (Radford et al. 2016).</summary>
internal sealed class GanGenerator : Module<Tensor, Tensor>
{
    private readonly Sequential main;

    public GanGenerator(long nz = 6, long ngf = 4, long nc = 3) : base(nameof(GanGenerator))
    {
        main = Sequential(
            ConvTranspose2d(nz, ngf * 4, 4, 1, 0, bias: false),
            BatchNorm2d(ngf * 4),
            ReLU(true),
            ConvTranspose2d(ngf * 4, ngf * 2, 4, 2, 1, bias: false),
            BatchNorm2d(ngf * 2),
            ReLU(true),
            ConvTranspose2d(ngf * 2, nc, 4, 2, 1, bias: false),
            Tanh());
        RegisterComponents();
    }

    public override Tensor forward(Tensor noise) => main.forward(noise.unsqueeze(-1).unsqueeze(-1));
}
