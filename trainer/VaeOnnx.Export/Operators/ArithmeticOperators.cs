using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Binary arithmetic. Accepts tensors and numbers on either side, with broadcasting and TorchSharp's type promotion. Opset 13 to 21.
/// Deviations: none.
/// </summary>
internal static class ArithmeticOperators
{
    [Operator("add", Onnx = "Add; Mul", Covers = "alpha")]
    internal static GraphValue Add(EmitterContext c) => c.Emit("Add", [Left(c), Scaled(c, "target", "other", "scalar")]);

    [Operator("sub", "subtract", Onnx = "Sub; Mul", Covers = "alpha")]
    internal static GraphValue Subtract(EmitterContext c) => c.Emit("Sub", [Left(c), Scaled(c, "target", "other", "scalar")]);

    [Operator("mul", "multiply", Onnx = "Mul; And")]
    internal static GraphValue Multiply(EmitterContext c) =>
        c.Emit(c.Result.ElementType == ElementType.Bool ? "And" : "Mul", [Left(c), c.Operand(c.Result.ElementType, "target", "other", "scalar")]);

    [Operator("div", "divide", "true_divide", Onnx = "Div; Floor", Covers = "no rounding; floor and trunc of floating point")]
    internal static GraphValue Divide(EmitterContext c)
    {
        var quotient = c.Emit("Div", [Left(c), c.Operand(c.Result.ElementType, "target", "other", "scalar")]);
        var rounding = c.Argument("rounding_mode")?.ToString() ?? "None";
        if (rounding is "None" or "null")
            return quotient;
        if (!c.Result.ElementType.IsFloating())
            throw c.Refuse("Integer division that rounds is not covered.", "Divide floating-point tensors and cast the result.");
        return rounding == "floor" ? c.Emit("Floor", [quotient]) : Truncated(c, quotient);
    }

    [Operator("pow", Onnx = "Pow; Mul", Covers = "number or tensor exponents")]
    internal static GraphValue Power(EmitterContext c)
    {
        // x * x is exact where engines compute pow by exp and log.
        if (!c.IsTensor("exponent") && c.Number("exponent") == 2)
            return c.Emit("Mul", [Left(c), Left(c)]);
        return c.Emit("Pow", [Left(c), c.Operand(c.Result.ElementType, "exponent")]);
    }

    [Operator("maximum", Onnx = "Max")]
    internal static GraphValue Maximum(EmitterContext c) => c.Emit("Max", [Left(c), c.Operand(c.Result.ElementType, "other")]);

    [Operator("minimum", Onnx = "Min")]
    internal static GraphValue Minimum(EmitterContext c) => c.Emit("Min", [Left(c), c.Operand(c.Result.ElementType, "other")]);

    private static GraphValue Left(EmitterContext c) => c.Cast(c.Input, c.Result.ElementType);

    private static GraphValue Scaled(EmitterContext c, params string[] names)
    {
        var right = c.Operand(c.Result.ElementType, names);
        return c.OptionalNumber("alpha") is { } alpha and not 1 ? c.Emit("Mul", [right, c.Scalar(alpha, right.ElementType)]) : right;
    }

    private static GraphValue Truncated(EmitterContext c, GraphValue value) =>
        c.Emit("Mul", [c.Emit("Sign", [value]), c.Emit("Floor", [c.Emit("Abs", [value])])]);
}
