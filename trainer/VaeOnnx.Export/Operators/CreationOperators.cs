using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// New tensors. Those of fixed size and fixed values are constants, which need no emitter; these are the ones that follow a free
/// dimension of the inputs. Expand, Range, Shape. Opset 13 to 21. Deviations: memory that TorchSharp leaves as it finds it is 0.
/// </summary>
internal static class CreationOperators
{
    [Operator("_zeros", "zeros_like", "_empty", "empty_like", "empty_strided", Onnx = "Expand", Covers = "free sizes, every type")]
    internal static GraphValue Zeros(EmitterContext c) => Filled(c, 0);

    [Operator("_ones", "ones_like", Onnx = "Expand", Covers = "free sizes, every type")]
    internal static GraphValue Ones(EmitterContext c) => Filled(c, 1);

    [Operator("_full", "full_like", Onnx = "Expand", Covers = "free sizes, values that follow them, every type")]
    internal static GraphValue Full(EmitterContext c) => Expanded(c, c.Operand(c.Result.ElementType, "value"));

    [Operator("tensor", Onnx = "Shape, Gather, Cast", Covers = "a whole number that follows a free dimension")]
    internal static GraphValue Number(EmitterContext c) => c.Operand(c.Result.ElementType, "scalar");

    [Operator("arange", Onnx = "Range", Covers = "start, stop and step that follow free dimensions, every type")]
    internal static GraphValue Arange(EmitterContext c)
    {
        var type = c.Result.ElementType is ElementType.Bool or ElementType.Int8 or ElementType.UInt8 ? ElementType.Int32 : c.Result.ElementType;
        return c.Cast(c.Emit("Range", [c.Operand(type, "start"), c.Operand(type, "stop"), c.Operand(type, "step")]), c.Result.ElementType);
    }

    [Operator("linspace", Onnx = "Range, Mul, Add", Covers = "a number of steps that follows a free dimension")]
    internal static GraphValue Linspace(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var (start, end) = (c.Operand(type, "start"), c.Operand(type, "end"));
        var intervals = c.WithScalar("Max", c.WithScalar("Sub", c.Operand(ElementType.Int64, "steps"), 1), 1);
        var step = c.Emit("Div", [c.Emit("Sub", [end, start]), c.Cast(intervals, type)]);
        return c.Emit("Add", [start, c.Emit("Mul", [c.Cast(Positions(c, 0), type), step])]);
    }

    [Operator("eye", Onnx = "Range, Equal, Cast", Covers = "free numbers of rows and columns, every type")]
    internal static GraphValue Eye(EmitterContext c)
    {
        var rows = c.Emit("Unsqueeze", [Positions(c, 0), c.Vector(1)]);
        return c.Cast(c.Compare("Equal", rows, Positions(c, 1)), c.Result.ElementType);
    }

    private static GraphValue Filled(EmitterContext c, double value) => Expanded(c, c.Scalar(value, c.Result.ElementType));

    private static GraphValue Expanded(EmitterContext c, GraphValue value)
    {
        // ONNX Runtime expands the common types only; the narrow ones pass through int32.
        var type = c.Result.ElementType is ElementType.Int16 ? ElementType.Int32 : c.Result.ElementType;
        return c.Cast(c.Emit("Expand", [c.Cast(value, type), c.SizeVector(c.Result.Shape)]), c.Result.ElementType);
    }

    /// <summary>0, 1, 2, … as many as an axis of the result is long.</summary>
    private static GraphValue Positions(EmitterContext c, int axis)
    {
        var size = c.Emit("Squeeze", [c.SizeVector([c.Result.Shape[axis]]), c.Vector(0)]);
        return c.Emit("Range", [c.Scalar(0, ElementType.Int64), size, c.Scalar(1, ElementType.Int64)]);
    }
}
