using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>DeepFM (Guo et al. 2017): pairwise interactions by the square trick beside an MLP.</summary>
internal sealed class FactorizationMachine : Module<Tensor, Tensor>
{
    private readonly Embedding linear, factors;
    private readonly Sequential deep;
    private readonly Tensor offsets;

    public FactorizationMachine(params int[] fields) : base("deepfm")
    {
        linear = Embedding(fields.Sum(), 1);
        factors = Embedding(fields.Sum(), 4);
        deep = Sequential(Linear(4 * fields.Length, 8), ReLU(), Linear(8, 1));
        long sum = 0;
        offsets = tensor(fields.Select(size => (sum += size) - size).ToArray(), dtype: int64);
        register_buffer("offsets", offsets);
        RegisterComponents();
    }

    public override Tensor forward(Tensor categories)
    {
        var ids = categories + offsets;
        var e = factors.forward(ids); // [N, fields, 4]
        var squareOfSum = e.sum(1).square();
        var sumOfSquare = e.square().sum(1);
        var pairwise = 0.5 * (squareOfSum - sumOfSquare).sum(1, keepdim: true);
        var wide = linear.forward(ids).sum(1);
        return sigmoid(wide + pairwise + deep.forward(e.flatten(1))).squeeze(1);
    }
}
