using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Attention over a sequence of free length: the causal mask is made in forward from the length.</summary>
internal sealed class MaskedSelfAttention : Module<Tensor, Tensor>
{
    private readonly Linear qkv = Linear(8, 24), merge = Linear(8, 8);
    private readonly Embedding distances = Embedding(7, 2);

    public MaskedSelfAttention() : base("masked") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var (batch, time) = (x.shape[0], x.shape[1]);
        var parts = qkv.call(x).view(batch, time, 3, 2, 4).permute(2, 0, 3, 1, 4);
        var (q, k, v) = (parts[0], parts[1], parts[2]);
        var mask = tril(ones(time, time)).to(@bool);
        var places = arange(time);
        var distance = (places.unsqueeze(0) - places.unsqueeze(1)).clamp(-3, 3) + 3;
        var scores = q.matmul(k.transpose(-2, -1)) / MathF.Sqrt(4) + distances.call(distance).permute(2, 0, 1).unsqueeze(0);
        var weights = functional.softmax(scores.masked_fill(mask.logical_not(), float.NegativeInfinity), -1);
        return merge.call(weights.matmul(v).transpose(1, 2).reshape(batch, time, 8));
    }
}
