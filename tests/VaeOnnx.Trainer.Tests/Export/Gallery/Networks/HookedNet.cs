using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Behaviour added from outside by hooks, which only call() runs.</summary>
internal sealed class HookedNet : Module<Tensor, Tensor>
{
    private readonly Linear inner = Linear(5, 5);
    private readonly Linear outer = Linear(5, 2);

    public HookedNet() : base("hooked")
    {
        RegisterComponents();
        inner.register_forward_hook((_, input, output) => output.tanh() + input);
        outer.register_forward_pre_hook((_, input) => input * 2);
    }

    public override Tensor forward(Tensor x) => outer.call(inner.call(x));
}
