using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators.Views;

/// <summary>Elements by position: selecting, indexing, diagonals, writing to positions.</summary>
internal static class SelectionCases
{
    private static readonly Dimension B = Dimension.Batch;

    public static IReadOnlyList<OperatorCase> Table { get; } =
    [
        Row("select", "", x => x.select(1, 2), Normal(B, 3, 4)),
        Row("select", "negative", x => x.select(-1, -1), Integers(B, 3, 4)),
        Row("select", "last of the free axis", x => x.select(0, x.shape[0] - 1), Normal(B, 3)),
        Row("narrow", "", x => x.narrow(1, 1, 2), Normal(B, 4)),
        Row("narrow", "from the end", x => x.narrow(-1, -2, 2), Normal(B, 4)),
        Row("narrow", "all but the last of the free axis", x => torch.cat([x, x]).narrow(0, 0, (2 * x.shape[0]) - 1), Normal(B, 3)),
        Row("slice", "step", x => x.slice(1, 0, 5, 2), Normal(B, 5)),
        Row("slice", "past the end, bool", x => x.slice(1, -3, 100, 1), Booleans(B, 5)),
        Row("index_select", "", (x, i) => x.index_select(1, i), Normal(B, 5), Index(5, 3)),
        Row("index_select", "constant", x => x.index_select(-1, torch.tensor(new long[] { 2, 0, 2 })), Normal(B, 5)),
        Row("gather", "", (x, i) => x.gather(1, i), Normal(B, 5), Index(5, B, 3)),
        Row("gather", "smaller index, first axis", (x, i) => x.gather(0, i), Normal(4, 5), Index(4, 2, 3)),
        Row("take", "", (x, i) => x.take(i), Normal(B, 5), Index(5, 2, 3)),
        Row("take_along_dim", "", (x, i) => x.take_along_dim(i, 1), Normal(B, 5), Index(5, B, 3)),
        Row("take_along_dim", "broadcast", (x, i) => x.take_along_dim(i, 1), Normal(B, 5), Index(5, 1, 3)),
        Row("take_along_dim", "all axes", (x, i) => x.take_along_dim(i), Normal(B, 5), Index(5, 3)),
        Row("flip", "", x => x.flip(1), Normal(B, 3, 4)),
        Row("flip", "several, the free axis, int32", x => x.flip(0, -1), Whole(ElementType.Int32, -4, 5, B, 3, 4)),
        Row("fliplr", "", x => x.fliplr(), Normal(B, 3)),
        Row("flipud", "", x => x.flipud(), Normal(B, 3)),
        Row("roll", "", x => x.roll(1, 1), Normal(B, 4)),
        Row("roll", "negative, more than the size", x => x.roll(-5, -1), Normal(B, 4)),
        Row("roll", "several axes", x => x.roll([1, -1], [1, 2]), Normal(B, 3, 4)),
        Row("roll", "the free axis", x => x.roll(5, 0), Normal(B, 4)),
        Row("roll", "all axes", x => x.roll(3), Normal(3, 4)),
        Row("rot90", "", x => x.rot90(1, (1, 2)), Normal(B, 3, 4)),
        Row("rot90", "three turns", x => x.rot90(3, (1, 2)), Normal(B, 3, 4)),
        Row("rot90", "minus two turns", x => x.rot90(-2, (1, 2)), Normal(B, 3, 4)),
        Row("rot90", "no turn", x => x.rot90(4, (1, 2)), Normal(B, 3, 4)),
        Row("diff", "", x => x.diff(), Normal(B, 5)),
        Row("diff", "prepend, append", (x, y) => x.diff(1, 1, y, y), Normal(B, 5), Normal(B, 2)),
        Row("diff", "the free axis, int64", x => torch.cat([x, x]).diff(dim: 0), Integers(B, 4)),
        Row("diff", "bool", x => x.diff(), Booleans(B, 5)),
        Row("trapezoid", "dx", x => x.trapezoid(0.5), Normal(B, 5)) with { Tolerance = OperatorTolerance.Sums },
        Row("trapezoid", "x of one axis", (y, x) => y.trapezoid(x, 1), Normal(B, 5, 2), Normal(5)) with { Tolerance = OperatorTolerance.Sums },
        Row("trapezoid", "x", (y, x) => y.trapezoid(x), Normal(B, 5), Normal(B, 5)) with { Tolerance = OperatorTolerance.Sums },
        Row("cumulative_trapezoid", "dx, axis", x => x.cumulative_trapezoid(2, 1), Normal(B, 5, 2)) with { Tolerance = OperatorTolerance.Sums },
        Row("cumulative_trapezoid", "x", (y, x) => y.cumulative_trapezoid(x), Normal(B, 5), Normal(5)) with { Tolerance = OperatorTolerance.Sums },
        Row("linalg.diagonal", "offset", x => linalg.diagonal(x, 1), Normal(B, 3, 4)),
        Row("diagonal", "", x => x.diagonal(dim1: 1, dim2: 2), Normal(B, 3, 4)),
        Row("diagonal", "offset, axes turned", x => x.diagonal(1, -1, -2), Normal(B, 3, 4)),
        Row("diagonal", "below, two axes", x => x.diagonal(-1), Normal(3, 4)),
        Row("diag", "of a matrix", x => x.diag(1), Normal(3, 4)),
        Row("diag", "of a vector", x => x.diag(-1), Normal(3)),
        Row("diagflat", "", x => x.diagflat(1), Normal(2, 2)),
        Row("diag_embed", "", x => x.diag_embed(), Normal(B, 3)),
        Row("diag_embed", "offset and axes", x => x.diag_embed(-1, 0, 2), Normal(B, 3)),
        Row("tril", "", x => x.tril(), Normal(B, 3, 4)),
        Row("tril", "diagonal, int32", x => x.tril(-1), Whole(ElementType.Int32, -4, 5, B, 3, 4)),
        Row("tril", "bool", x => x.tril(1), Booleans(B, 3, 4)),
        Row("triu", "", x => x.triu(1), Normal(B, 3, 4)),
        Row("triu", "free size, int64", x => x.triu(), Integers(B, 4)),
        Row("trace", "", x => x.trace(), Normal(3, 4)) with { Tolerance = OperatorTolerance.Sums },
        Row("functional.one_hot", "", x => nn.functional.one_hot(x, 5), Index(5, B, 2)),
        Row("bucketize", "", x => torch.bucketize(x, torch.tensor(new[] { -1f, 0f, 1f })), Normal(B, 3)),
        Row("bucketize", "right, on a boundary", x => torch.bucketize(x, torch.tensor(new long[] { -2, 0, 2 }), right: true), Integers(B, 3)),
        Row("searchsorted", "a vector", (x, v) => torch.searchsorted(torch.cat([x, x + 3]), v), Positive(1), Positive(B, 3)),
        Row("searchsorted", "rows", (x, v) => torch.searchsorted(torch.cat([x, x + 3, x + 6], 1), v * 2), Positive(B, 1), Positive(B, 4)),
        Row("scatter", "", (x, i, s) => x.scatter(1, i, s), Normal(B, 5), Permutation(B, 5), Normal(B, 5)),
        Row("scatter", "larger source", (x, i, s) => x.scatter(1, i, s), Normal(3, 5), Permutation(2, 5), Normal(4, 5)),
        Row("scatter_add", "", (x, i, s) => x.scatter_add(1, i, s), Normal(B, 5), Index(5, B, 7), Normal(B, 7)) with { Since = 16, Tolerance = OperatorTolerance.Sums },
        Row("scatter_add", "in place", (x, i, s) => x.mul(1).scatter_add_(1, i, s), Normal(B, 5), Index(5, B, 7), Normal(B, 7)) with { Since = 16, Tolerance = OperatorTolerance.Sums },
        Row("index_add", "alpha", (x, i, s) => x.index_add(1, i, s, 2), Normal(B, 5), Index(5, 3), Normal(B, 3)) with { Since = 16, Tolerance = OperatorTolerance.Sums },
        Row("index_copy", "", (x, i, s) => x.index_copy(1, i[0], s), Normal(B, 5), Permutation(1, 5), Normal(B, 5)),
        Row("index_fill", "", (x, i) => x.index_fill(1, i, 7), Normal(B, 5), Index(5, 2)),
        Row("index_fill_", "", (x, i) => x.index_fill_(-1, i, -1), Integers(B, 5), Index(5, 2)),
        Row("select_scatter", "", (x, s) => x.select_scatter(s, 1, 2), Normal(B, 5), Normal(B)),
        Row("select_scatter", "last", (x, s) => x.select_scatter(s, 1, -1), Normal(B, 5), Normal(B)),
        Row("slice_scatter", "", (x, s) => x.slice_scatter(s, 1, 1, 3), Normal(B, 5), Normal(B, 2)),
        Row("slice_scatter", "step", (x, s) => x.slice_scatter(s, 1, 0, 5, 2), Normal(B, 5), Normal(B, 3)),
        Row("diagonal_scatter", "", (x, s) => x.diagonal_scatter(s, 0, 1, 2), Normal(B, 3, 4), Normal(B, 3)),
        Row("diagonal_scatter", "offset, axes turned", (x, s) => x.diagonal_scatter(s, 1, -1, 1), Normal(B, 3, 4), Normal(B, 2)),
        Row("masked_scatter", "", (x, m, s) => x.masked_scatter(m, s), Normal(B, 4), Booleans(B, 4), Normal(B, 4)),
        Row("masked_scatter", "broadcast mask", (x, m, s) => x.masked_scatter(m, s), Normal(B, 4), Booleans(1, 4), Normal(B, 4)),
        Row("copy_", "broadcast, other type", (x, y) => x.copy_(y), Normal(B, 4), Integers(1, 4)),
        Row("fill_", "", x => x.fill_(3), Normal(B, 4)),
        Row("zero_", "", x => x.zero_(), Integers(B, 4)),
    ];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("one_hot", "classes from the values", x => nn.functional.one_hot(x), Index(5, B, 2), "num_classes"),
        OperatorRefusal.Of("diagonal", "free sizes", x => x.diagonal(), Normal(B, 4), "free dimension"),
        OperatorRefusal.Of("masked_select", "", x => x.masked_select(x.to_type(ScalarType.Bool)), Normal(B, 4), "masked_select"),
        OperatorRefusal.Of("nonzero", "", x => x.nonzero(), Normal(B, 4), "nonzero"),
    ];

    /// <summary>Positions below a size, repeated ones among them.</summary>
    private static OperatorInput Index(long below, params Dimension[] shape) => Whole(ElementType.Int64, 0, below, shape);

    /// <summary>Positions of the last axis, each once a row: writing to a position twice is undefined.</summary>
    private static OperatorInput Permutation(params Dimension[] shape) =>
        new(ElementType.Int64, shape, (sizes, generator) => rand(sizes, generator: generator).argsort(-1));

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, object> function, OperatorInput input) =>
        OperatorCase.Of(operation, parameters, function, input) with { Tolerance = OperatorTolerance.Exact };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, object> function, OperatorInput first, OperatorInput second) =>
        OperatorCase.Of(operation, parameters, function, first, second) with { Tolerance = OperatorTolerance.Exact };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, Tensor, object> function,
        OperatorInput first, OperatorInput second, OperatorInput third) =>
        OperatorCase.Of(operation, parameters, function, first, second, third) with { Tolerance = OperatorTolerance.Exact };
}
