using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators.Views;

/// <summary>What stands between the brackets of <c>x[...]</c>, read and assigned.</summary>
internal static class IndexingCases
{
    private static readonly Dimension B = Dimension.Batch;

    public static IReadOnlyList<OperatorCase> Table { get; } =
    [
        Row("index", "", x => x.index(TensorIndex.Ellipsis, TensorIndex.Single(1)), Normal(B, 3, 4)),
        Row("index", "x[1]", x => x[1], Normal(3, 4)),
        Row("index", "x[-1, 2]", x => x[-1, 2], Normal(3, 4)),
        Row("index", "x[.., 1]", x => x[.., 1], Normal(B, 3, 4)),
        Row("index", "x[.., 1..]", x => x[.., 1..], Normal(B, 3)),
        Row("index", "x[.., ..^1]", x => x[.., ..^1], Normal(B, 3)),
        Row("index", "x[1..3, ^2..]", x => x[1..3, ^2..], Normal(4, 5)),
        Row("index", "x[^1]", x => x[^1], Normal(3, 4)),
        Row("index", "range beyond the end", x => x[TensorIndex.Colon, TensorIndex.Slice(1, 100)], Normal(B, 3)),
        Row("index", "step", x => x[TensorIndex.Colon, TensorIndex.Slice(0, null, 2)], Normal(B, 5)),
        Row("index", "negative bounds", x => x[TensorIndex.Colon, TensorIndex.Slice(-3, -1)], Normal(B, 5)),
        Row("index", "ellipsis", x => x[TensorIndex.Ellipsis, 0], Normal(B, 3, 4)),
        Row("index", "ellipsis between", x => x[0, TensorIndex.Ellipsis, TensorIndex.Slice(1)], Normal(2, B, 3, 4)),
        Row("index", "new axis by TensorIndex.Null", x => x[TensorIndex.Colon, TensorIndex.Null], Normal(B, 3)),
        Row("index", "new axes", x => x[TensorIndex.Colon, TensorIndex.None, 1, TensorIndex.None], Normal(B, 3, 4)),
        Row("index", "ellipsis for no axis", x => x[TensorIndex.Ellipsis, 0, 1], Normal(3, 4)),
        Row("index", "the free axis", x => torch.cat([x, x])[1..^1], Normal(B, 3)),
        Row("index", "bound that follows the free axis", (x, y) => torch.cat([x, y])[TensorIndex.Slice(x.shape[0])], Normal(B, 3), Normal(2, 3)),
        Row("index", "positions", (x, i) => x[TensorIndex.Colon, TensorIndex.Tensor(i)], Normal(B, 5, 2), Positions(5, 3)),
        Row("index", "negative positions of two axes", (x, i) => x[TensorIndex.Colon, TensorIndex.Tensor(i), TensorIndex.Tensor(i)], Normal(B, 5, 5), Whole(ElementType.Int64, -5, 5, 3)),
        Row("index", "positions, broadcast", (x, i, j) => x[i, j], Normal(B, 5, 2), Positions(1, 3, 1), Positions(5, 2)),
        Row("index", "positions around an axis", (x, i) => x[TensorIndex.Tensor(i), TensorIndex.Colon, TensorIndex.Tensor(i)], Normal(4, B, 5), Positions(4, 3)),
        Row("index", "positions and a range", (x, i) => x[TensorIndex.Slice(1), TensorIndex.Tensor(i), TensorIndex.None], Normal(4, 5), Positions(5, 2, 2)),
        Row("index", "position and positions", (x, i) => x[TensorIndex.Tensor(i), 1, TensorIndex.Tensor(i)], Normal(4, 3, 5), Positions(4, 2)),
        Row("index", "constant positions", x => x[TensorIndex.Colon, TensorIndex.Tensor(torch.tensor(new long[] { 2, 0 }))], Normal(B, 3)),
        Row("index_put_", "x[.., 1] = number", x => Assigned(x, y => y[.., 1] = 5f), Normal(B, 3)),
        Row("index_put_", "x[0, 1] = value", (x, v) => Assigned(x, y => y[0, 1] = v), Normal(2, 3, B), Normal(B)),
        Row("index_put_", "x[-1] = value", (x, v) => Assigned(x, y => y[-1] = v), Normal(3, 4), Normal(4)),
        Row("index_put_", "x[.., 1..] = value", (x, v) => Assigned(x, y => y[.., 1..] = v), Normal(B, 3), Normal(B, 2)),
        Row("index_put_", "broadcast value", (x, v) => Assigned(x, y => y[.., ..2] = v), Normal(B, 3, 4), Normal(4)),
        Row("index_put_", "two ranges and a position", (x, v) => Assigned(x, y => y[.., 1..3, 0, ^2..] = v), Normal(B, 4, 2, 5), Normal(B, 2, 2)),
        Row("index_put_", "step", (x, v) => Assigned(x, y => y[TensorIndex.Colon, TensorIndex.Slice(1, null, 2)] = v), Normal(B, 5), Normal(B, 2)),
        Row("index_put_", "ellipsis", x => Assigned(x, y => y[TensorIndex.Ellipsis, 0] = 0f), Normal(B, 3, 4)),
        Row("index_put_", "the free axis", x => Assigned(torch.cat([x, x]), y => y[1..^1] = 0f), Normal(B, 3)),
        Row("index_put_", "an empty range", x => Assigned(x, y => y[.., 2..2] = 0f), Normal(B, 3)),
        Row("index_put_", "a range turned around", x => Assigned(x, y => y[TensorIndex.Colon, TensorIndex.Slice(3, 1)] = 0f), Normal(B, 5)),
        Row("index_put_", "new axis", (x, v) => Assigned(x, y => y[TensorIndex.Colon, TensorIndex.None, 1..] = v), Normal(B, 3), Normal(B, 1, 2)),
        Row("index_put_", "positions", (x, v) => Assigned(x, y => y[TensorIndex.Colon, TensorIndex.Tensor(torch.tensor(new long[] { 3, 0 }))] = v), Normal(B, 5), Normal(B, 2)),
        Row("index_put_", "positions of two axes", (x, i) => Assigned(x, y => y[TensorIndex.Tensor(i), TensorIndex.Tensor(i)] = 9f), Normal(5, 5, B), Positions(5, 3)),
        Row("index_put_", "positions behind a range", (x, v) => Assigned(x, y => y[1.., TensorIndex.Tensor(torch.tensor(new long[] { 1, 2 }))] = v), Normal(3, 4, B), Normal(2, 2, B)),
        Row("index_put_", "mask and number", (x, m) => Assigned(x, y => y[m] = 0f), Normal(B, 4), Booleans(B, 4)),
        Row("index_put_", "mask of fewer axes and vector", (x, m, v) => Assigned(x, y => y[TensorIndex.Tensor(m)] = v), Normal(B, 4), Booleans(B), Normal(4)),
        Row("index_put_", "operator on a part", x => Assigned(x, y => y[.., 0] *= 2), Normal(B, 3)),
        Row("index_put_", "accumulate", (x, i, v) => x.index_put_(v, [TensorIndex.Tensor(i)], true), Normal(5, 2), Positions(5, 3), Normal(3, 2)) with { Since = 16, Tolerance = OperatorTolerance.Sums },
    ];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("TensorItems", "mask", x => x[x.to_type(ScalarType.Bool)], Normal(B, 4), "mask"),
        OperatorRefusal.Of("set_TensorItems", "values for a mask", x => Assigned(x, y => y[y.to_type(ScalarType.Bool)] = y.mul(1).flatten()), Normal(B, 4), "mask"),
    ];

    /// <summary>A new tensor with a part of it assigned.</summary>
    private static Tensor Assigned(Tensor x, Action<Tensor> assign)
    {
        var changed = x.clone();
        assign(changed);
        return changed;
    }

    private static OperatorInput Positions(long below, params Dimension[] shape) => Whole(ElementType.Int64, 0, below, shape);

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, object> function, OperatorInput input) =>
        OperatorCase.Of(operation, parameters, function, input) with { Tolerance = OperatorTolerance.Exact };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, object> function, OperatorInput first, OperatorInput second) =>
        OperatorCase.Of(operation, parameters, function, first, second) with { Tolerance = OperatorTolerance.Exact };

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, Tensor, object> function,
        OperatorInput first, OperatorInput second, OperatorInput third) =>
        OperatorCase.Of(operation, parameters, function, first, second, third) with { Tolerance = OperatorTolerance.Exact };
}
