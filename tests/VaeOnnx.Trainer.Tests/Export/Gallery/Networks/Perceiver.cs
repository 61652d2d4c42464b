using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Perceiver (Jaegle et al. 2021): a few learned latents read a long input by einsum, several times with the same weights.</summary>
internal sealed class Perceiver : Module<Tensor, Tensor>
{
    private readonly Parameter latents = Parameter(randn(4, 6));
    private readonly Linear query = Linear(6, 6, hasBias: false), pairs = Linear(3, 12, hasBias: false), merge = Linear(6, 6);
    private readonly LayerNorm latentNorm = LayerNorm(6);

    public Perceiver() : base(nameof(Perceiver)) => RegisterComponents();

    public required int Rounds { get; init; }

    public override Tensor forward(Tensor data)
    {
        var z = latents.unsqueeze(0).expand(data.shape[0], -1, -1);
        return Enumerable.Range(0, Rounds).Aggregate(z, (current, _) => current + Read(current, data)).mean([1]);
    }

    private Tensor Read(Tensor z, Tensor data)
    {
        var (n, heads) = (z.size(0), 2);
        Tensor Heads(Tensor x) => x.reshape(n, -1, heads, 3);
        var (keys, values) = pairs.call(data).chunk(2, -1) is [var first, var second] ? (Heads(first), Heads(second)) : throw new InvalidOperationException("Two halves.");
        var weights = einsum("nihd,njhd->nhij", Heads(query.call(latentNorm.call(z))), keys).div(Math.Sqrt(3)).softmax(-1);
        return merge.call(einsum("nhij,njhd->nihd", weights, values).reshape(n, -1, 6));
    }
}
