using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Statistics in double, weights in float: types change in forward, and a check of the type guards it.</summary>
internal sealed class DoublePrecision : Module<Tensor, Tensor>
{
    private readonly Linear exact = Linear(6, 6, dtype: float64);
    private readonly Linear coarse = Linear(6, 3);

    public DoublePrecision() : base(nameof(DoublePrecision)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        System.Diagnostics.Debug.Assert(x.dtype == ScalarType.Float32, $"float32 is expected, not {x.dtype}.");
        var wide = x.dtype is ScalarType.Float64 ? x : x.to(float64);
        var centred = wide - wide.mean([1], keepdim: true);
        var scaled = exact.call(centred / (centred.square().mean([1], keepdim: true) + 1e-9).sqrt());
        return coarse.call(scaled.@float()) * (scaled.sum() > 0).to_type(ScalarType.Float32);
    }
}
