using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// What has been summed, multiplied or found up to each position. Accepts every axis; of fixed size except for sums. CumSum; for the
/// others, which ONNX lacks, a reduction over a triangle of n × n. Opset 13 to 21. Deviations: the order of float32 sums and products.
/// </summary>
internal static class CumulativeOperators
{
    [Operator("cumsum", Onnx = "CumSum", Covers = "every axis, type")]
    internal static GraphValue CumSum(EmitterContext c)
    {
        var x = c.Cast(c.Input, c.Result.ElementType);
        return c.Input.Rank == 0 ? x : c.Emit("CumSum", [x, c.Scalar(c.NamedAxis(), ElementType.Int64)]);
    }

    [Operator("cumprod", Onnx = "Where, ReduceProd", Covers = "an axis of fixed size, type; not float64")]
    internal static GraphValue CumProd(EmitterContext c)
    {
        if (c.Result.ElementType == ElementType.Float64)
            throw c.Refuse("ONNX's ReduceProd has no float64 kernel in ONNX Runtime.", "Compute in float32: to(ScalarType.Float32) before it.");
        return Accumulated(c, "ReduceProd", c.Result.ElementType, 1);
    }

    [Operator("logcumsumexp", Onnx = "Where, ReduceMax, Exp, ReduceSum, Log", Covers = "an axis of fixed size")]
    internal static GraphValue LogCumSumExp(EmitterContext c)
    {
        var type = c.Result.ElementType;
        if (c.Input.Rank == 0)
            return c.Input;
        var axis = c.NamedAxis();
        var triangle = Triangle(c, c.Cast(c.Input, type), axis, double.NegativeInfinity);
        var largest = c.Reduced("ReduceMax", triangle, [axis + 1], true);
        var shift = c.Choose(c.IsFinite(largest), largest, c.Scalar(0, type));
        var sum = c.Reduced("ReduceSum", c.Emit("Exp", [c.Emit("Sub", [triangle, shift])]), [axis + 1], true);
        return c.Emit("Squeeze", [c.Emit("Add", [c.Emit("Log", [sum]), shift]), c.Vector(axis + 1)]);
    }

    [Operator("cummax", Onnx = "Where, ReduceMax, ArgMax", Covers = "an axis of fixed size; floating point")]
    internal static GraphValue[] CumMax(EmitterContext c) => Extreme(c, "Max", double.NegativeInfinity);

    [Operator("cummin", Onnx = "Where, ReduceMin, ArgMin", Covers = "an axis of fixed size; floating point")]
    internal static GraphValue[] CumMin(EmitterContext c) => Extreme(c, "Min", double.PositiveInfinity);

    private static GraphValue[] Extreme(EmitterContext c, string which, double neutral)
    {
        if (!c.Input.ElementType.IsFloating())
            throw c.Refuse("It is covered for floating point only.", "Cast the tensor to float32.");
        if (c.Input.Rank == 0)
            return [c.Input, c.Scalar(0, ElementType.Int64)];
        var axis = c.NamedAxis();
        var triangle = Triangle(c, c.Input, axis, neutral);
        var values = c.Reduced($"Reduce{which}", triangle, [axis + 1], false);
        // Of equal elements TorchSharp returns the last position.
        var positions = c.EmitAs(ElementType.Int64, $"Arg{which}", [triangle], ("axis", axis + 1), ("keepdims", 0), ("select_last_index", 1));
        return [values, positions];
    }

    private static GraphValue Accumulated(EmitterContext c, string opType, ElementType type, double neutral)
    {
        var x = c.Cast(c.Input, type);
        if (c.Input.Rank == 0)
            return x;
        var axis = c.NamedAxis();
        return c.Reduced(opType, Triangle(c, x, axis, neutral), [axis + 1], false);
    }

    /// <summary>
    /// [.., n, ..] to [.., n, n, ..]: row i holds the elements up to i and the neutral one behind them.
    /// </summary>
    private static GraphValue Triangle(EmitterContext c, GraphValue x, long axis, double neutral)
    {
        var size = c.Input.Shape[(int)axis];
        if (!size.IsFixed)
            throw c.Refuse($"Its axis of size {size} is free, and ONNX has no operator for it.", "Fix the dimension in the input's TensorSpec.");
        using var scope = NewDisposeScope();
        var (n, after) = (size.Value, c.Input.Rank - 1 - (int)axis);
        var lower = ones(n, n, dtype: ScalarType.Bool).tril().reshape([n, n, .. Enumerable.Repeat(1L, after)]);
        return c.Choose(c.Constant("triangle", lower), c.Emit("Unsqueeze", [x, c.Vector(axis)]), c.Scalar(neutral, x.ElementType));
    }
}
