using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Softmax along one axis, and its logarithm. Accepts any axis, a type to compute in and a tensor without axes. Softmax, LogSoftmax.
/// Opset 13 to 21. Deviations: none.
/// </summary>
internal static class SoftmaxOperators
{
    [Operator("softmax", "special.softmax", Onnx = "Softmax", Covers = "any axis, dtype")]
    internal static GraphValue Softmax(EmitterContext c) => AlongAxis(c, "Softmax");

    [Operator("log_softmax", "special.log_softmax", Onnx = "LogSoftmax", Covers = "any axis, dtype")]
    internal static GraphValue LogSoftmax(EmitterContext c) => AlongAxis(c, "LogSoftmax");

    private static GraphValue AlongAxis(EmitterContext c, string opType)
    {
        var x = c.Cast(c.Input, c.Result.ElementType);
        if (c.Input.Rank > 0)
            return c.Emit(opType, [x], ("axis", c.NamedAxis()));
        var row = c.Emit(opType, [c.Emit("Unsqueeze", [x, c.Vector(0)])], ("axis", 0));
        return c.Emit("Squeeze", [row, c.Vector(0)]);
    }
}
