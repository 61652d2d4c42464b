using VaeOnnx.Contracts;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Writing elements to positions. Accepts any axis. ScatterElements, ScatterND; parts of a tensor by Slice and Concat. Opset 13 to 21;
/// adding needs 16. Deviations: the order of sums; positions that occur twice without adding are undefined, as in TorchSharp.
/// </summary>
internal static class ScatterOperators
{
    [Operator("scatter", Onnx = "ScatterElements")]
    internal static GraphValue Scatter(EmitterContext c) => ScatterSource(c);

    [Operator("scatter_add", Onnx = "ScatterElements", Since = 16)]
    internal static GraphValue ScatterAdd(EmitterContext c) => ScatterSource(c, ("reduction", "add"));

    [Operator("index_add", Onnx = "Expand, ScatterElements", Covers = "alpha", Since = 16)]
    internal static GraphValue IndexAdd(EmitterContext c)
    {
        var source = c.Tensor("source");
        var scaled = c.OptionalNumber("alpha") is { } alpha and not 1 ? c.Emit("Mul", [source, c.Scalar(alpha, source.ElementType)]) : source;
        return AlongAxis(c, scaled, source.Shape, ("reduction", "add"));
    }

    [Operator("index_copy", Onnx = "Expand, ScatterElements")]
    internal static GraphValue IndexCopy(EmitterContext c) => AlongAxis(c, c.Tensor("source"), c.Tensor("source").Shape);

    [Operator("index_fill", Onnx = "Expand, ScatterElements")]
    internal static GraphValue IndexFill(EmitterContext c)
    {
        var axis = (int)Axis(c);
        var index = c.Tensor("index");
        SizeExpression[] part = [.. c.Input.Shape];
        part[axis] = index.Rank == 0 ? SizeExpression.Fixed(1) : index.Shape[0];
        return AlongAxis(c, c.Expand(c.Operand(c.Input.ElementType, "value"), part), part);
    }

    [Operator("select_scatter", Onnx = "Slice, Concat", Covers = "any position")]
    internal static GraphValue SelectScatter(EmitterContext c) => Replace(c, AxisIndex.At(c.Size("index")), c.Unsqueeze(c.Tensor("src"), Axis(c)));

    [Operator("slice_scatter", Onnx = "Slice, Concat; ScatterND", Covers = "start, end, step")]
    internal static GraphValue SliceScatter(EmitterContext c) => Replace(c,
        new AxisIndex(IndexKind.Slice, c.OptionalSize("start"), c.OptionalSize("end"), c.OptionalSize("step"), null), c.Tensor("src"));

    [Operator("diagonal_scatter", Onnx = "Transpose, ScatterND", Covers = "offset, any two axes of fixed size")]
    internal static GraphValue DiagonalScatter(EmitterContext c)
    {
        var rank = c.Input.Rank;
        var (row, column) = (EmitterContext.Axis(c.Int("dim1"), rank), EmitterContext.Axis(c.Int("dim2"), rank));
        var sizes = c.Fixed([c.Input.Shape[(int)row], c.Input.Shape[(int)column]], "An axis of the diagonal");
        var places = DiagonalOperators.Places(sizes[0], sizes[1], c.Int("offset"));
        GraphValue Positions(Func<(long Row, long Column), long> part) => EmitterContext.Known(c.Vector([.. places.Select(part)]), SizeExpression.Fixed(places.Length));
        var axes = Enumerable.Range(0, rank).Select(axis => axis == row ? Picked(Positions(place => place.Row)) : axis == column ? Picked(Positions(place => place.Column)) : AxisIndex.Whole);
        // The source has the diagonal last; the part has it first, and rows go before columns.
        var source = c.Transpose(c.Tensor("src"), [rank - 2, .. Enumerable.Range(0, rank - 2).Select(axis => (long)axis)]);
        return new IndexAssignment(c, IndexPlan.Of(c, [.. axes], rank), c.Input.Shape).Assign(c.Input, source, isAdded: false);
    }

    [Operator("masked_scatter", Onnx = "CumSum, Gather, Where", Covers = "a mask of any shape that broadcasts")]
    internal static GraphValue MaskedScatter(EmitterContext c)
    {
        // The k-th true element of the mask takes the k-th element of the source.
        var mask = c.Expand(c.Tensor("mask"), c.Result.Shape);
        var flat = c.Emit("Reshape", [c.Cast(mask, ElementType.Int64), c.Vector(-1)]);
        var order = c.Emit("Sub", [c.Emit("CumSum", [flat, c.Scalar(0, ElementType.Int64)]), c.Scalar(1, ElementType.Int64)]);
        var place = c.Emit("Max", [order, c.Scalar(0, ElementType.Int64)]);
        var source = c.Emit("Reshape", [c.Tensor("value"), c.Vector(-1)]);
        var last = c.Emit("Sub", [c.EmitAs(ElementType.Int64, "Size", [source]), c.Scalar(1, ElementType.Int64)]);
        var chosen = c.Emit("Gather", [source, c.Emit("Min", [place, last])], ("axis", 0));
        return c.Choose(c.Cast(mask, ElementType.Bool), c.Reshape(chosen, c.Result.Shape), c.Expand(c.Input, c.Result.Shape));
    }

    [Operator("copy_", Onnx = "Cast, Expand", Covers = "broadcast, other types")]
    internal static GraphValue Copy(EmitterContext c) => c.Expand(c.Cast(c.Tensor("source"), c.Result.ElementType), c.Result.Shape);

    [Operator("fill_", "zero_", Onnx = "Expand")]
    internal static GraphValue Fill(EmitterContext c) =>
        c.Expand(c.Has("value") ? c.Operand(c.Result.ElementType, "value") : c.Scalar(0, c.Result.ElementType), c.Result.Shape);

    private static long Axis(EmitterContext c) => EmitterContext.Axis(c.Int("dim"), c.Input.Rank);

    private static AxisIndex Picked(GraphValue positions) => new(IndexKind.Tensor, null, null, null, positions);

    private static GraphValue ScatterSource(EmitterContext c, params OnnxAttribute[] attributes)
    {
        var (index, source) = (c.Tensor("index"), c.Tensor("src"));
        // TorchSharp leaves what of the source lies outside of the index unused; ScatterElements wants equal shapes.
        for (var axis = 0; axis < source.Rank; axis++)
        {
            if (!source.Shape[axis].Equals(index.Shape[axis]))
                source = EmitterContext.Known(c.Slice(source, axis, SizeExpression.Fixed(0), index.Shape[axis]), [.. index.Shape.Take(axis + 1), .. source.Shape.Skip(axis + 1)]);
        }

        return c.Emit("ScatterElements", [c.Input, index, source], [("axis", Axis(c)), .. attributes]);
    }

    /// <summary>One position for each slice along the axis.</summary>
    private static GraphValue AlongAxis(EmitterContext c, GraphValue updates, IReadOnlyList<SizeExpression> shape, params OnnxAttribute[] attributes)
    {
        var axis = (int)Axis(c);
        var index = c.Cast(c.Tensor("index"), ElementType.Int64);
        var column = c.Reshape(index, [.. shape.Select((size, place) => place == axis ? size : SizeExpression.Fixed(1))]);
        return c.Emit("ScatterElements", [c.Input, c.Expand(column, shape), c.Cast(updates, c.Input.ElementType)], [("axis", axis), .. attributes]);
    }

    private static GraphValue Replace(EmitterContext c, AxisIndex index, GraphValue part)
    {
        var axes = Enumerable.Repeat(AxisIndex.Whole, c.Input.Rank).ToArray();
        axes[Axis(c)] = index;
        return new IndexAssignment(c, IndexPlan.Of(c, axes, c.Input.Rank), c.Input.Shape).Assign(c.Input, c.Cast(part, c.Input.ElementType), isAdded: false);
    }
}
