using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Deep sets (Zaheer et al. 2017): a permutation-invariant sum, maximum and mean over the elements.</summary>
internal sealed class DeepSets : Module<Tensor, Tensor>
{
    private readonly Sequential phi = Sequential(Linear(3, 8), ELU(), Linear(8, 6));
    private readonly Sequential rho = Sequential(Linear(18, 8), SELU(), Linear(8, 1));

    public DeepSets() : base("deepsets") => RegisterComponents();

    public override Tensor forward(Tensor set)
    {
        var e = phi.forward(set); // [N, elements, 6]
        var (largest, _) = e.max(dim: 1);
        Tensor[] pooled = [e.sum(1), largest, e.mean([1])];
        return rho.forward(pooled.Length > 1 ? cat(pooled, -1) : pooled[0]);
    }
}
