using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Differences of neighbours, and areas under points by the trapezoid rule. Accepts any axis, a free one too; spacing as a number or as
/// a tensor. Slice, Sub, Add, Mul, ReduceSum, CumSum. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class DifferenceOperators
{
    [Operator("diff", Onnx = "Concat, Slice, Sub", Covers = "any axis, prepend, append; numbers and booleans")]
    internal static GraphValue Differences(EmitterContext c)
    {
        var axis = c.NamedAxis();
        GraphValue[] parts = [.. new[] { c.OptionalTensor("prepend"), c.Input, c.OptionalTensor("append") }.OfType<GraphValue>()];
        var value = parts.Length == 1 ? parts[0] : c.Emit("Concat", parts, ("axis", axis));
        var (left, right) = Neighbours(c, value, axis);
        return value.ElementType == ElementType.Bool ? c.Compare("Xor", right, left) : c.Emit("Sub", [right, left]);
    }

    [Operator("trapezoid", Onnx = "Slice, Add, Mul, ReduceSum", Covers = "dx, x, any axis")]
    internal static GraphValue Area(EmitterContext c) => c.Reduced("ReduceSum", Strips(c), [c.NamedAxis()], keepDimensions: false);

    [Operator("cumulative_trapezoid", Onnx = "Slice, Add, Mul, CumSum", Covers = "dx, x, any axis")]
    internal static GraphValue Areas(EmitterContext c) => c.Emit("CumSum", [Strips(c), c.Scalar(c.NamedAxis(), ElementType.Int64)]);

    private static GraphValue Strips(EmitterContext c)
    {
        var axis = c.NamedAxis();
        var type = c.Result.ElementType;
        var (left, right) = Neighbours(c, c.Cast(c.Input, type), axis);
        var heights = c.WithScalar("Mul", c.Emit("Add", [left, right]), 0.5);
        if (!c.IsTensor("x"))
            return c.WithScalar("Mul", heights, c.OptionalNumber("dx") ?? 1);
        // Positions of one axis belong to the axis that is summed; others broadcast from the last axis.
        var positions = c.Cast(c.Tensor("x"), type);
        var (from, to) = Neighbours(c, positions, positions.Rank == 1 ? 0 : axis - c.Input.Rank + positions.Rank);
        var widths = c.Emit("Sub", [to, from]);
        var spread = positions.Rank == 1 ? c.Unsqueeze(widths, [.. Enumerable.Range(1, c.Input.Rank - 1 - (int)axis).Select(place => (long)place)]) : widths;
        return c.Emit("Mul", [heights, spread]);
    }

    private static (GraphValue Left, GraphValue Right) Neighbours(EmitterContext c, GraphValue value, long axis) =>
        (c.Slice(value, axis, 0, -1), c.Slice(value, axis, 1, EmitterContext.ToEnd));
}
