using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Sorting and running sums along every kind of axis.</summary>
internal static class OrderingCases
{
    private static readonly OperatorInput Cube = Normal(Dimension.Batch, 5, 4);
    private static readonly OperatorInput Whole = Integers(Dimension.Batch, 5, 4);

    public static IReadOnlyList<OperatorCase> All { get; } =
    [
        Of("topk", "last axis", x => x.topk(2), Cube),
        Of("topk", "dim, smallest", x => x.topk(3, dim: 1, largest: false), Cube),
        Of("topk", "float64", x => x.topk(1, dim: -2), Cube.As(ElementType.Float64)),
        Of("topk", "int64 values", x => x.topk(2).values, Whole),
        Of("sort", "last axis", x => x.sort(), Cube),
        Of("sort", "descending", x => x.sort(1, descending: true), Cube),
        Of("sort", "stable, ties", x => x.sort(1, stable: true), Whole),
        Of("sort", "batch axis", x => x.sort(0).Values, Cube),
        Of("sort", "uint8", x => x.sort().Values, OperatorInput.Whole(ElementType.UInt8, 0, 256, Dimension.Batch, 4)),
        Of("argsort", "", x => x.argsort(), Cube),
        Of("argsort", "descending", x => x.argsort(1, descending: true), Cube),
        Of("msort", "", x => x.msort(), Cube),
        Of("kthvalue", "", x => x.kthvalue(3, 1), Cube),
        Of("kthvalue", "keepdim, last axis", x => x.kthvalue(1, null, keepdim: true), Cube),
        Of("median", "odd", x => x.median(), Normal(5)),
        Of("median", "even", x => x.median(), Normal(2, 3)),
        Of("cumsum", "axis", x => x.cumsum(1), Cube) with { Tolerance = OperatorTolerance.Sums },
        Of("cumsum", "batch axis", x => x.cumsum(0), Cube) with { Tolerance = OperatorTolerance.Sums },
        Of("cumsum", "int64", x => x.cumsum(-1), Whole),
        Of("cumsum", "bool", x => x.cumsum(-1), Booleans(Dimension.Batch, 4)),
        Of("cumsum", "type", x => x.cumsum(-1, ScalarType.Float64), Cube) with { Tolerance = OperatorTolerance.Sums },
        Of("cumprod", "axis", x => x.cumprod(1), Cube) with { Tolerance = OperatorTolerance.Sums },
        Of("cumprod", "last axis, int64", x => x.cumprod(-1), Whole),
        Of("cummax", "", x => x.cummax(1), Cube),
        Of("cummin", "", x => x.cummin(-1), Cube),
        Of("logcumsumexp", "", x => x.logcumsumexp(1), Cube) with { Tolerance = OperatorTolerance.Sums },
    ];
}
