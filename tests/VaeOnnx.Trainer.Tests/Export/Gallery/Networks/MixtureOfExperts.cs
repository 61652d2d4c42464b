using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A soft mixture of experts (Jacobs et al. 1991), combined by einsum.</summary>
internal sealed class MixtureOfExperts : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> experts;
    private readonly Linear gate;

    public MixtureOfExperts(int count) : base("moe")
    {
        experts = new ModuleList<Module<Tensor, Tensor>>();
        for (var i = 0; i < count; i++)
            experts.Add(Sequential(Linear(6, 10), ReLU(), Linear(10, 5)));
        gate = Linear(6, count);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var weights = functional.softmax(gate.forward(x), dim: -1);                         // [N, E]
        var outputs = stack(experts.Select(expert => expert.forward(x)).ToList(), dim: 1);  // [N, E, 5]
        return einsum("be,bef->bf", weights, outputs);
    }
}
