namespace VaeOnnx.Export.Operators;

/// <summary>Softmax along one axis, and its logarithm. Accepts any axis and a type to compute in. Opset 13 to 21. Deviations: none.</summary>
internal static class SoftmaxOperators
{
    [Operator("softmax", "special.softmax", Onnx = "Softmax", Covers = "any axis, dtype")]
    internal static GraphValue Softmax(EmitterContext c) => AlongAxis(c, "Softmax");

    [Operator("log_softmax", "special.log_softmax", Onnx = "LogSoftmax", Covers = "any axis, dtype")]
    internal static GraphValue LogSoftmax(EmitterContext c) => AlongAxis(c, "LogSoftmax");

    private static GraphValue AlongAxis(EmitterContext c, string opType) =>
        c.Emit(opType, [c.Cast(c.Input, c.Result.ElementType)], ("axis", EmitterContext.Axis(c.Int("dim"), c.Input.Rank)));
}
