using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Reductions: all axes, one, several, negative ones, the batch, keepdim, types.</summary>
internal static class ReductionCases
{
    private static readonly OperatorInput Cube = Normal(Dimension.Batch, 3, 4);
    private static readonly OperatorInput Whole = Integers(Dimension.Batch, 3, 4);
    private static readonly OperatorInput Flags = Booleans(Dimension.Batch, 3, 4);
    private static readonly OperatorInput Bytes = OperatorInput.Whole(ElementType.UInt8, 0, 256, Dimension.Batch, 3, 4);

    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. new[] { Sums, Truths, Extremes, Moments, Norms }.SelectMany(rows => rows).Select(row => row with { Tolerance = OperatorTolerance.Sums })];

    private static IEnumerable<OperatorCase> Sums =>
    [
        Of("sum", "all axes", x => x.sum(), Cube),
        Of("sum", "one axis", x => x.sum(1), Cube),
        Of("sum", "batch axis, keepdim", x => x.sum(0, keepdim: true), Cube),
        Of("sum", "negative axes", x => x.sum([-1, -2]), Cube),
        Of("sum", "type", x => x.sum(ScalarType.Float64), Cube),
        Of("sum", "int64", x => x.sum(1), Whole),
        Of("sum", "bool", x => x.sum(1), Flags),
        Of("sum", "uint8", x => x.sum(-1), Bytes),
        Of("sum", "tensor without axes", x => x.sum().sum(), Cube),
        Of("sum", "transposed", x => x.transpose(1, 2).sum(1), Cube),
        Of("mean", "all axes", x => x.mean(), Cube),
        Of("mean", "axes", x => x.mean([1, 2]), Cube),
        Of("mean", "keepdim", x => x.mean([-1], keepdim: true), Cube),
        Of("mean", "type", x => x.mean([1], type: ScalarType.Float32), Whole),
        Of("mean", "float64", x => x.mean([0]), Cube.As(ElementType.Float64)),
        Of("prod", "all axes", x => x.prod(), Normal(Dimension.Batch, 3)),
        Of("prod", "one axis, keepdim", x => x.prod(-1, keepdim: true), Cube),
        Of("prod", "int64", x => x.prod(1), Whole),
        Of("nansum", "", x => x.log().nansum(), Cube),
        Of("count_nonzero", "all axes", x => x.count_nonzero(), Whole),
        Of("count_nonzero", "axes", x => x.relu().count_nonzero([1, 2]), Cube),
        Of("logsumexp", "", x => x.logsumexp(1), Cube),
        Of("logsumexp", "keepdim, large", x => (x * 1000).logsumexp(-1, keepdim: true), Cube),
        Of("logsumexp", "masked", x => x.masked_fill(x < 100, double.NegativeInfinity).logsumexp(-1), Cube),
    ];

    private static IEnumerable<OperatorCase> Truths =>
    [
        Of("all", "", x => x.all(), Flags),
        Of("all", "axis", x => (x > -1).all(1), Cube),
        Of("any", "", x => x.any(), Flags),
        Of("any", "axis, keepdim", x => (x > 1).any(-1, keepdim: true), Cube),
        Of("any", "int64", x => x.any(2), Whole),
        Of("all", "uint8", x => x.all(2), Bytes),
    ];

    private static IEnumerable<OperatorCase> Extremes =>
    [
        Of("max", "all axes", x => x.max(), Cube),
        Of("max", "axis with positions", x => x.max(1), Cube),
        Of("max", "keepdim", x => x.max(-1, keepdim: true), Cube),
        Of("max", "int64 with ties", x => x.max(2), Whole),
        Of("max", "bool", x => x.max(1), Flags),
        Of("min", "all axes", x => x.min(), Cube),
        Of("min", "axis with positions", x => x.min(0), Cube),
        Of("min", "int64", x => x.min(1, keepdim: true), Whole),
        Of("min", "uint8", x => x.min(1).values, Bytes),
        Of("amax", "axes", x => x.amax([1, 2]), Cube),
        Of("amax", "keepdim", x => x.amax([-1], keepdim: true), Cube),
        Of("amin", "axes", x => x.amin([0, 2]), Cube),
        Of("aminmax", "axis", x => torch.aminmax(x, 1), Cube),
        Of("aminmax", "all axes", x => torch.aminmax(x), Cube),
        Of("argmax", "all axes", x => x.argmax(), Cube),
        Of("argmax", "axis", x => x.argmax(1), Cube),
        Of("argmax", "keepdim, int64 with ties", x => x.argmax(-1, keepdim: true), Whole),
        Of("argmin", "all axes, int64", x => x.argmin(), Whole),
        Of("argmin", "axis", x => x.argmin(2), Cube),
        Of("argmax", "float64", x => x.argmax(1), Cube.As(ElementType.Float64)),
    ];

    private static IEnumerable<OperatorCase> Moments =>
    [
        Of("var", "all axes", x => x.var(), Cube),
        Of("var", "axis", x => x.var(1), Cube),
        Of("var", "biased, keepdim", x => x.var([1, 2], unbiased: false, keepdim: true), Cube),
        Of("var", "batch axis, biased", x => x.var(0, unbiased: false), Cube),
        Of("std", "all axes", x => x.std(), Cube),
        Of("std", "axis", x => x.std(-1), Cube),
        Of("std", "biased", x => x.std(1, unbiased: false, keepdim: true), Cube),
        Of("var_mean", "axis", x => x.var_mean(1), Cube),
        Of("std_mean", "axes, keepdim", x => x.std_mean([1, 2], keepdim: true), Cube),
        Of("std_mean", "all axes", x => x.std_mean(), Cube),
        Of("var", "large mean", x => (x + 1000).var(1), Cube),
    ];

    private static IEnumerable<OperatorCase> Norms =>
    [
        Of("norm", "all axes", x => x.norm(), Cube),
        Of("norm", "1, all axes", x => x.norm(1), Cube),
        Of("norm", "axis", x => x.norm(1), Cube),
        Of("norm", "axis, keepdim, 1", x => x.norm(1, true, 1f), Cube),
        Of("norm", "axis, 3", x => x.norm(1, false, 3f), Cube),
        Of("norm", "axis, infinity", x => x.norm(-1, false, float.PositiveInfinity), Cube),
        Of("norm", "axis, 0", x => x.norm(-1, false, 0f), Cube),
        Of("linalg.vector_norm", "", x => linalg.vector_norm(x, 2, [1, 2]), Cube),
        Of("linalg.vector_norm", "minus infinity, keepdim", x => linalg.vector_norm(x, double.NegativeInfinity, [1], keepdim: true), Cube),
        Of("linalg.vector_norm", "2.5, all axes", x => linalg.vector_norm(x, 2.5), Cube),
        Of("linalg.norm", "all axes", x => linalg.norm(x), Cube),
        Of("linalg.norm", "vectors, 3", x => linalg.norm(x, 3, [1]), Cube),
        Of("linalg.norm", "matrices, fro", x => linalg.norm(x, "fro", [1, 2]), Cube),
        Of("linalg.norm", "matrices, 1, keepdim", x => linalg.norm(x, 1, [-2, -1], keepdim: true), Cube),
        Of("linalg.matrix_norm", "fro", x => linalg.matrix_norm(x), Cube),
        Of("linalg.matrix_norm", "1", x => linalg.matrix_norm(x, 1), Cube),
        Of("linalg.matrix_norm", "-1, axes turned, keepdim", x => linalg.matrix_norm(x, -1, [2, 1], keepdim: true), Cube),
        Of("linalg.matrix_norm", "infinity", x => linalg.matrix_norm(x, double.PositiveInfinity, [1, 2]), Cube),
        Of("linalg.matrix_norm", "minus infinity", x => linalg.matrix_norm(x, double.NegativeInfinity), Cube),
        Of("dist", "2", (x, y) => x.dist(y), Cube, Cube),
        Of("dist", "1", (x, y) => x.dist(y, 1), Cube, Normal(4)),
        Of("dist", "3", (x, y) => x.dist(y, 3), Cube, Normal(4)),
        Of("dist", "infinity", (x, y) => x.dist(y, float.PositiveInfinity), Cube, Normal(4)),
    ];
}
