using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// The largest and the smallest along axes, and where they are. Accepts all axes or some, keepdim, every type. ReduceMax, ReduceMin,
/// ArgMax, ArgMin. Opset 13 to 21. Deviations: of equal elements the first position is returned, as TorchSharp does on the CPU.
/// </summary>
internal static class ExtremeReductions
{
    [Operator("max", Onnx = "ReduceMax, ArgMax; Max", Covers = "all axes; one axis with positions, keepdim; two tensors")]
    internal static GraphValue[] Max(EmitterContext c) => c.Has("other") ? [ExtremeOperators.Extreme(c, "Max", "Or")] : WithPositions(c, "ReduceMax", "ArgMax");

    [Operator("min", Onnx = "ReduceMin, ArgMin; Min", Covers = "all axes; one axis with positions, keepdim; two tensors")]
    internal static GraphValue[] Min(EmitterContext c) => c.Has("other") ? [ExtremeOperators.Extreme(c, "Min", "And")] : WithPositions(c, "ReduceMin", "ArgMin");

    [Operator("amax", Onnx = "ReduceMax", Covers = "all axes or some, keepdim")]
    internal static GraphValue AMax(EmitterContext c) => Values(c, "ReduceMax");

    [Operator("amin", Onnx = "ReduceMin", Covers = "all axes or some, keepdim")]
    internal static GraphValue AMin(EmitterContext c) => Values(c, "ReduceMin");

    [Operator("aminmax", Onnx = "ReduceMin, ReduceMax", Covers = "all axes or one, keepdim")]
    internal static GraphValue[] AMinMax(EmitterContext c) => [Values(c, "ReduceMin"), Values(c, "ReduceMax")];

    [Operator("argmax", Onnx = "ArgMax", Covers = "all axes or one, keepdim")]
    internal static GraphValue ArgMax(EmitterContext c) => c.Has("dim") ? Positions(c, "ArgMax") : PositionOfAll(c, "ArgMax");

    [Operator("argmin", Onnx = "ArgMin", Covers = "all axes or one, keepdim")]
    internal static GraphValue ArgMin(EmitterContext c) => c.Has("dim") ? Positions(c, "ArgMin") : PositionOfAll(c, "ArgMin");

    private static GraphValue[] WithPositions(EmitterContext c, string forValues, string forPositions) =>
        c.Has("dim") ? [Values(c, forValues), Positions(c, forPositions)] : [Values(c, forValues)];

    private static GraphValue Values(EmitterContext c, string opType)
    {
        var type = c.Input.ElementType;
        return c.Cast(c.Reduced(opType, c.Cast(c.Input, type.Wide()), c.ReducedAxes(), c.KeepsDimensions()), type);
    }

    private static GraphValue Positions(EmitterContext c, string opType) => c.Input.Rank == 0
        ? c.Scalar(0, ElementType.Int64)
        : Position(c, opType, c.Cast(c.Input, c.Input.ElementType.Wide()), c.NamedAxis(), c.KeepsDimensions());

    private static GraphValue PositionOfAll(EmitterContext c, string opType)
    {
        var flat = c.Emit("Reshape", [c.Cast(c.Input, c.Input.ElementType.Wide()), c.Vector(-1)]);
        return Position(c, opType, flat, 0, false);
    }

    private static GraphValue Position(EmitterContext c, string opType, GraphValue value, long axis, bool keepDimensions)
    {
        if (value.ElementType != ElementType.Int64)
            return c.EmitAs(ElementType.Int64, opType, [value], ("axis", axis), ("keepdims", keepDimensions));
        // ONNX Runtime has no int64 kernel of ArgMax; the first of a sorted list is the same, ties included.
        var position = c.EmitMany(2, "TopK", [value, c.Vector(1)], ("axis", axis), ("largest", opType == "ArgMax"))[1];
        position.ElementType = ElementType.Int64;
        return keepDimensions ? position : c.EmitAs(ElementType.Int64, "Squeeze", [position, c.Vector(axis)]);
    }
}
