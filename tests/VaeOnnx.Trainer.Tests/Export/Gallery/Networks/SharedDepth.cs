using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>One layer applied again and again (ALBERT's sharing), with an early return and a recursive helper.</summary>
internal sealed class SharedDepth : Module<Tensor, Tensor>
{
    private readonly int depth;
    private readonly Linear layer = Linear(6, 6);
    private readonly PReLU activation = PReLU(6);

    public SharedDepth(int depth) : base("shared")
    {
        this.depth = depth;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        if (depth == 0)
            return x;
        return Apply(x, depth);
    }

    private Tensor Apply(Tensor x, int remaining)
    {
        if (remaining == 0)
            return x;
        try
        {
            return Apply(activation.forward(layer.forward(x)) + x, remaining - 1);
        }
        finally
        {
            GC.KeepAlive(layer);
        }
    }
}
