using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>A module of TorchSharp's, called on three inputs in a way of the row's own.</summary>
internal sealed class With<TModule> : nn.Module<Tensor, Tensor, Tensor, object>
    where TModule : nn.Module
{
    private readonly TModule _inner;
    private readonly Func<TModule, Tensor, Tensor, Tensor, object> _call;

    public With(TModule inner, Func<TModule, Tensor, Tensor, Tensor, object> call)
        : base(nameof(With<TModule>))
    {
        (_inner, _call) = (inner, call);
        RegisterComponents();
    }

    public override object forward(Tensor x, Tensor first, Tensor second) => _call(_inner, x, first, second);
}
