using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorRefusal;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>What graphs cannot express of the elementwise operations, reductions and new tensors: each is refused by name.</summary>
internal static class ElementwiseRefusals
{
    private static readonly OperatorInput Rows = Normal(Dimension.Batch, 4);
    private static readonly OperatorInput Doubles = Rows.As(ElementType.Float64);
    private static readonly OperatorInput Whole = Integers(Dimension.Batch, 4);

    public static IReadOnlyList<OperatorRefusal> All { get; } =
    [
        Of("rand_like", "", x => x + rand_like(x), Rows, "random"),
        Of("randn", "", x => x + randn(4), Rows, "random"),
        Of("bernoulli", "", x => x.bernoulli(), Rows, "random"),
        Of("multinomial", "", x => x.abs().multinomial(1), Rows, "random"),
        Of("normal_", "", x => (x + 0).normal_(), Rows, "random"),
        Of("dropout", "training", x => functional.dropout(x, 0.5, training: true), Rows, "training mode"),
        new(OperatorCase.OfModule("dropout", "training mode", () => Dropout(0.5), Rows), "training mode") { IsTraining = true },
        Of("where", "positions", x => torch.where(x > 0)[0], Rows, "follows the values"),
        Of("nonzero", "", x => x.nonzero(), Rows, "no emitter"),
        Of("item", "", x => x * x.sum().item<float>(), Rows, "branch"),
        Of("bitwise_and", "int64 before opset 18", x => x.bitwise_and(x), Whole, "opset 18"),
        Of("nonzero_as_list", "", x => x.nonzero_as_list()[0], Rows, "branch"),
        Of("argwhere", "", x => x.argwhere(), Rows, "no emitter"),
        Of("masked_select", "", x => x.masked_select(x > 0), Rows, "no emitter"),
        Of("unique", "", x => x.unique().Item1, Rows, "no emitter"),
        Of("bincount", "", x => torch.bincount(x), OperatorInput.Whole(ElementType.Int64, 0, 4, Dimension.Batch), "no emitter"),
        Of("histc", "", x => x.histc(4), Rows, "no emitter"),
        Of("rfft", "", x => fft.rfft(x), Rows, "no emitter"),
        Of("inv", "", x => linalg.inv(x), Normal(3, 3), "no emitter"),
        Of("svd", "", x => linalg.svd(x).S, Normal(3, 3), "no emitter"),
        Of("as_strided", "", x => x.as_strided([2, 2], [2, 1]), Rows, "no emitter"),
        Of("item", "of the largest", x => x.max().item<float>() > 1 ? x : -x, Rows, "branch"),
        Of("ToSingle", "", x => x * x.sum().ToSingle(), Rows, "branch"),
        Of("erfinv", "", x => x.erfinv(), Unit(Dimension.Batch, 4), "no emitter"),
        Of("lgamma", "", x => x.lgamma(), Rows, "no emitter"),
        Of("digamma", "", x => x.digamma(), Rows, "no emitter"),
        Of("i0", "", x => x.i0(), Rows, "no emitter"),
        Of("erf", "float64", x => x.erf(), Doubles, "float64"),
        Of("atan", "float64", x => x.atan(), Doubles, "float64"),
        Of("gelu", "float64", x => x.gelu(), Doubles, "float64"),
        Of("prod", "float64", x => x.prod(), Doubles, "float64"),
        Of("cumprod", "free axis", x => x.cumprod(0), Rows, "free"),
        Of("glu", "free axis", x => cat([x, x], 0).glu(0), Rows, "free"),
        Of("median", "free size", x => x.median(), Rows, "free size"),
        Of("mode", "", x => x.mode().values, Rows, "no emitter"),
        Of("quantile", "", x => x.quantile(tensor(0.5f)), Rows, "no emitter"),
    ];
}
