using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Graph attention (Veličković et al. 2018): scores of pairs of nodes, masked by an adjacency that comes as an input.</summary>
internal sealed class GraphAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly int heads, hidden;
    private readonly Parameter W, a;
    private readonly Module<Tensor, Tensor> activation = LeakyReLU(0.2);

    public GraphAttention(int features, int heads, int hidden)
        : base("gat")
    {
        (this.heads, this.hidden) = (heads, hidden);
        W = Parameter(empty(features, hidden * heads));
        a = Parameter(empty(heads, 2 * hidden, 1));
        init.xavier_normal_(W);
        init.xavier_normal_(a);
        RegisterComponents();
    }

    public override Tensor forward(Tensor nodes, Tensor adjacency)
    {
        var count = nodes.shape[1];
        var h = functional.dropout(nodes.matmul(W), 0.4, training);
        h = h.view(-1, count, heads, hidden).permute(0, 2, 1, 3);
        var e = activation.call(Scores(h, TensorIndex.Slice(null, hidden)) + Scores(h, TensorIndex.Slice(hidden)).mT);
        e = where(adjacency.unsqueeze(1) > 0, e, -9e16 * ones_like(e));
        var attention = functional.dropout(functional.softmax(e, dim: -1), 0.4, training);
        return functional.elu(attention.matmul(h).permute(0, 2, 1, 3).flatten(2), 1.0);
    }

    private Tensor Scores(Tensor h, TensorIndex half) => matmul(h, a.index(new TensorIndex[] { TensorIndex.Colon, half, TensorIndex.Colon }));
}
