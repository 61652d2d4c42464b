namespace VaeOnnx.Export.Operators;

/// <summary>
/// Functions of one tensor, element by element. Accepts every floating-point type that the ONNX operator does. Opset 13 to 21.
/// Deviations: none beyond the last bits of exp, log and the like.
/// </summary>
internal static class ElementwiseOperators
{
    [Operator("exp", Onnx = "Exp")]
    internal static GraphValue Exp(EmitterContext c) => One(c, "Exp");

    [Operator("log", Onnx = "Log")]
    internal static GraphValue Log(EmitterContext c) => One(c, "Log");

    [Operator("sqrt", Onnx = "Sqrt")]
    internal static GraphValue Sqrt(EmitterContext c) => One(c, "Sqrt");

    [Operator("rsqrt", Onnx = "Sqrt, Reciprocal")]
    internal static GraphValue Rsqrt(EmitterContext c) => c.Emit("Reciprocal", [One(c, "Sqrt")]);

    [Operator("square", Onnx = "Mul")]
    internal static GraphValue Square(EmitterContext c) => c.Emit("Mul", [c.Input, c.Input]);

    [Operator("reciprocal", Onnx = "Reciprocal")]
    internal static GraphValue Reciprocal(EmitterContext c) => One(c, "Reciprocal");

    [Operator("neg", "negative", Onnx = "Neg")]
    internal static GraphValue Negate(EmitterContext c) => One(c, "Neg");

    [Operator("abs", Onnx = "Abs")]
    internal static GraphValue Abs(EmitterContext c) => One(c, "Abs");

    [Operator("sigmoid", Onnx = "Sigmoid")]
    internal static GraphValue Sigmoid(EmitterContext c) => One(c, "Sigmoid");

    [Operator("tanh", Onnx = "Tanh")]
    internal static GraphValue Tanh(EmitterContext c) => One(c, "Tanh");

    [Operator("relu", Onnx = "Relu")]
    internal static GraphValue Relu(EmitterContext c) => One(c, "Relu");

    [Operator("clamp", "clip", "clamp_min", "clamp_max", Onnx = "Clip; Max, Min", Covers = "number and tensor bounds, either absent")]
    internal static GraphValue Clamp(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var low = c.Has("min") ? c.Operand(type, "min") : null;
        var high = c.Has("max") ? c.Operand(type, "max") : null;
        var input = c.Cast(c.Input, type);
        if (!c.IsTensor("min") && !c.IsTensor("max"))
            return c.Emit("Clip", [input, low, high]);
        var raised = low is null ? input : c.Emit("Max", [input, low]);
        return high is null ? raised : c.Emit("Min", [raised, high]);
    }

    /// <summary>The operator on the input, an integer one as the floating-point type that TorchSharp makes of it.</summary>
    private static GraphValue One(EmitterContext c, string opType) => c.Emit(opType, [c.Cast(c.Input, c.Result.ElementType)]);
}
