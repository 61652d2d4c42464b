using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A graph convolution (Kipf and Welling 2017) over a fixed graph held as a buffer.</summary>
internal sealed class GraphConv : Module<Tensor, Tensor>
{
    private readonly Linear w0 = Linear(3, 8, hasBias: false);
    private readonly Linear w1 = Linear(8, 2, hasBias: false);

    public GraphConv(params (int from, int to)[] edges) : base("GCN")
    {
        var size = edges.Max(e => Math.Max(e.from, e.to)) + 1;
        var adjacency = eye(size);
        foreach (var (from, to) in edges)
        {
            adjacency[from, to] = 1;
            adjacency[to, from] = 1;
        }

        var degree = adjacency.sum(1).pow(-0.5);
        register_buffer("propagation", degree.unsqueeze(1) * adjacency * degree.unsqueeze(0));
        RegisterComponents();
    }

    private Tensor Propagation => get_buffer("propagation")!;

    public override Tensor forward(Tensor nodes)
    {
        var h = functional.relu(Propagation.matmul(w0.forward(nodes)));
        return torch.matmul(Propagation, w1.forward(h)).log_softmax(-1);
    }
}
