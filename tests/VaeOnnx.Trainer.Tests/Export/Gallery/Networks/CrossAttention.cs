using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Learned queries attend to a sequence through TorchSharp's MultiheadAttention (Perceiver, Jaegle et al. 2021).</summary>
internal sealed class CrossAttention : Module<Tensor, Tensor>
{
    private readonly Parameter queries = Parameter(randn(3, 1, 8) * 0.5f);
    private readonly MultiheadAttention attention = MultiheadAttention(8, 2);
    private readonly LayerNorm norm = LayerNorm(8);

    public CrossAttention() : base("perceiver") => RegisterComponents();

    public override Tensor forward(Tensor sequence)
    {
        var keys = sequence.transpose(0, 1);                     // [T, N, 8]
        var q = queries.expand(3, sequence.shape[0], 8);
        var (attended, _) = attention.forward(q, keys, keys, null!, need_weights: false, null!);
        return norm.forward(attended + q).transpose(0, 1);
    }
}
