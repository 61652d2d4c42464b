using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Forecasts at several quantiles: sizes in spans, heads in a record struct, sorted results, cumulative sums so that they do not cross.</summary>
internal sealed class QuantileHeads : Module<Tensor, Tensor[]>
{
    private readonly Linear trunk = Linear(5, 8);
    private readonly Heads heads = new(Linear(8, 1), Linear(8, 3));

    public QuantileHeads()
        : base("quantiles")
    {
        register_module("base", heads.Base);
        register_module("steps", heads.Steps);
        RegisterComponents();
    }

    public override Tensor[] forward(Tensor series)
    {
        Span<long> sizes = stackalloc long[2];
        (sizes[0], sizes[1]) = (series.shape[0], -1);
        var x = functional.silu(trunk.call(series.reshape(sizes.ToArray())));
        var steps = functional.softplus(heads.Steps.call(x)).cumsum(1);
        var all = cat([heads.Base.call(x), heads.Base.call(x) + steps], 1);
        var (sorted, _) = all.sort(1, descending: true);
        return [all, sorted, .. all.unbind(1).Take(2)];
    }

    private readonly record struct Heads(Linear Base, Linear Steps);
}
