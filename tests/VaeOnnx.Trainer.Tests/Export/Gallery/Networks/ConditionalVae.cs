using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A conditional VAE decoder (Sohn et al. 2015): a latent and an int64 label, joined through one_hot.</summary>
internal sealed class ConditionalVae : Module<Tensor, Tensor, Tensor>
{
    private readonly int classes;
    private readonly Sequential net;

    public ConditionalVae(int latent, int classes) : base("cvae")
    {
        this.classes = classes;
        net = Sequential(Linear(latent + classes, 20), Tanh(), Linear(20, 16), Sigmoid());
        RegisterComponents();
    }

    public override Tensor forward(Tensor z, Tensor label)
    {
        var condition = functional.one_hot(label, classes).to_type(ScalarType.Float32);
        return net.forward(torch.cat(new[] { z, condition }, dim: 1));
    }
}
