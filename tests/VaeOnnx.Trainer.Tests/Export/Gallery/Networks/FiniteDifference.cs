using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Features made by ranges and indexers: differences, ends, strided samples.</summary>
internal sealed class FiniteDifference : Module<Tensor, Tensor>
{
    private readonly Linear fc = Linear(8 + 7 + 3, 4);

    public FiniteDifference() : base("differences") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        var velocity = x[.., 1..] - x[.., ..^1];
        var ends = x[TensorIndex.Ellipsis, ^1] - x[TensorIndex.Colon, 0];
        var sampled = x[.., TensorIndex.Slice(1, 6, 4)];
        return fc.forward(cat(new List<Tensor> { x, velocity, ends.unsqueeze(1), sampled }, 1));
    }
}
