using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Tracing;

/// <summary>A module whose forward is one function: for the constructs of the language, one at a time.</summary>
internal sealed class FunctionNet : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _function;

    public FunctionNet(Func<Tensor, Tensor> function)
        : base(nameof(FunctionNet))
    {
        _function = function;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _function(input);
}
