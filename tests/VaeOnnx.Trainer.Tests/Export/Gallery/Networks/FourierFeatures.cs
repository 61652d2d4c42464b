using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Random Fourier features (Tancik et al. 2020) before an MLP over coordinates.</summary>
internal sealed class FourierFeatures : Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor>[] waves = { torch.sin, torch.cos };
    private readonly Sequential mlp;

    public FourierFeatures(int features, double scale) : base("fourier")
    {
        register_buffer("B", randn(2, features) * scale);
        mlp = Sequential(Linear(2 * features, 16), ReLU(), Linear(16, 3), Sigmoid());
        RegisterComponents();
    }

    public override Tensor forward(Tensor coordinates)
    {
        var projected = 2 * Math.PI * coordinates.matmul(get_buffer("B")!);
        var encoded = torch.cat(Array.ConvertAll(waves, wave => wave(projected)), -1);
        return mlp.forward(encoded);
    }
}
