using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sums, means, products, truth of all and of any. Accepts all axes or some, keepdim, a type to compute in, tensors without axes.
/// ReduceSum, ReduceMean, ReduceProd, ReduceMin, ReduceMax, ReduceLogSumExp. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class ReductionOperators
{
    [Operator("sum", Onnx = "ReduceSum", Covers = "all axes or some, keepdim, type")]
    internal static GraphValue Sum(EmitterContext c) => Reduced(c, "ReduceSum", c.Input);

    [Operator("mean", Onnx = "ReduceMean", Covers = "all axes or some, keepdim, type")]
    internal static GraphValue Mean(EmitterContext c) => Reduced(c, "ReduceMean", c.Input);

    [Operator("prod", Onnx = "ReduceProd", Covers = "all axes or one, keepdim, type; not float64")]
    internal static GraphValue Product(EmitterContext c) => c.Result.ElementType == ElementType.Float64
        ? throw c.Refuse("ONNX's ReduceProd has no float64 kernel in ONNX Runtime.", "Compute in float32: to(ScalarType.Float32) before it.")
        : Reduced(c, "ReduceProd", c.Input);

    [Operator("nansum", Onnx = "IsNaN, Where, ReduceSum", Covers = "all axes")]
    internal static GraphValue SumOfNumbers(EmitterContext c) => Reduced(c, "ReduceSum", WithoutNaN(c));

    [Operator("count_nonzero", Onnx = "Cast, ReduceSum", Covers = "all axes or some")]
    internal static GraphValue CountNonzero(EmitterContext c) => Reduced(c, "ReduceSum", c.Cast(c.Input, ElementType.Bool));

    [Operator("all", Onnx = "Cast, ReduceMin", Covers = "all axes or one, keepdim; every type")]
    internal static GraphValue All(EmitterContext c) => Truth(c, "ReduceMin");

    [Operator("any", Onnx = "Cast, ReduceMax", Covers = "all axes or one, keepdim; every type")]
    internal static GraphValue Any(EmitterContext c) => Truth(c, "ReduceMax");

    [Operator("logsumexp", Onnx = "ReduceMax, Sub, Exp, ReduceSum, Log, Add", Covers = "one axis, keepdim")]
    internal static GraphValue LogSumExp(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var (x, axes) = (c.Cast(c.Input, type), c.ReducedAxes());
        if (axes.Length == 0)
            return x;
        var largest = c.Reduced("ReduceMax", x, axes, true);
        // Infinities need no shift, and none may be taken from itself.
        var shift = c.Choose(c.IsFinite(largest), largest, c.Scalar(0, type));
        var sum = c.Reduced("ReduceSum", c.Emit("Exp", [c.Emit("Sub", [x, shift])]), axes, true);
        var result = c.Emit("Add", [c.Emit("Log", [sum]), shift]);
        return c.KeepsDimensions() ? result : c.Emit("Squeeze", [result, c.Vector(axes)]);
    }

    private static GraphValue Reduced(EmitterContext c, string opType, GraphValue input) =>
        c.Reduced(opType, c.Cast(input, c.Result.ElementType), c.ReducedAxes(), c.KeepsDimensions());

    private static GraphValue WithoutNaN(EmitterContext c) => c.Input.ElementType.IsFloating()
        ? c.Choose(c.EmitAs(ElementType.Bool, "IsNaN", [c.Input]), c.Scalar(0, c.Input.ElementType), c.Input)
        : c.Input;

    /// <summary>By way of int32: ONNX reduces booleans from opset 20 on only.</summary>
    private static GraphValue Truth(EmitterContext c, string opType)
    {
        var flags = c.Cast(c.Cast(c.Input, ElementType.Bool), ElementType.Int32);
        return c.Cast(c.Reduced(opType, flags, c.ReducedAxes(), c.KeepsDimensions()), c.Result.ElementType);
    }
}
