using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Exponentials, logarithms, roots and signs of one tensor. Accepts floating point, and integers as TorchSharp promotes them. One ONNX
/// operator each, or a few. Opset 13 to 21. Deviations: the last bits of exp, log and the like.
/// </summary>
internal static class ElementwiseOperators
{
    [Operator("exp", Onnx = "Exp")]
    internal static GraphValue Exp(EmitterContext c) => One(c, "Exp");

    [Operator("log", Onnx = "Log")]
    internal static GraphValue Log(EmitterContext c) => One(c, "Log");

    [Operator("log2", Onnx = "Log, Mul")]
    internal static GraphValue Log2(EmitterContext c) => c.WithScalar("Mul", One(c, "Log"), 1 / Math.Log(2));

    [Operator("log10", Onnx = "Log, Mul")]
    internal static GraphValue Log10(EmitterContext c) => c.WithScalar("Mul", One(c, "Log"), 1 / Math.Log(10));

    [Operator("log1p", Onnx = "Add, Log, Mul, Div, Where", Covers = "all digits near 0")]
    internal static GraphValue Log1p(EmitterContext c) => c.Log1p(Input(c));

    [Operator("expm1", "special.expm1", Onnx = "Exp, Sub, Log, Mul, Div, Where", Covers = "all digits near 0")]
    internal static GraphValue Expm1(EmitterContext c) => c.Expm1(Input(c));

    [Operator("sqrt", Onnx = "Sqrt")]
    internal static GraphValue Sqrt(EmitterContext c) => One(c, "Sqrt");

    [Operator("rsqrt", Onnx = "Sqrt, Reciprocal")]
    internal static GraphValue Rsqrt(EmitterContext c) => c.Emit("Reciprocal", [One(c, "Sqrt")]);

    [Operator("reciprocal", Onnx = "Reciprocal")]
    internal static GraphValue Reciprocal(EmitterContext c) => One(c, "Reciprocal");

    [Operator("neg", "negative", Onnx = "Neg", Covers = "every type")]
    internal static GraphValue Negate(EmitterContext c) => Widened(c, "Neg");

    [Operator("abs", "absolute", Onnx = "Abs", Covers = "every type")]
    internal static GraphValue Abs(EmitterContext c) => Widened(c, "Abs");

    [Operator("sign", "sgn", Onnx = "Sign", Covers = "every type")]
    internal static GraphValue Sign(EmitterContext c) => Widened(c, "Sign");

    [Operator("deg2rad", Onnx = "Mul")]
    internal static GraphValue ToRadians(EmitterContext c) => c.WithScalar("Mul", Input(c), Math.PI / 180);

    [Operator("rad2deg", Onnx = "Mul")]
    internal static GraphValue ToDegrees(EmitterContext c) => c.WithScalar("Mul", Input(c), 180 / Math.PI);

    /// <summary>The input in the result's type: an integer one as the floating-point type that TorchSharp makes of it.</summary>
    internal static GraphValue Input(EmitterContext c) => c.Cast(c.Input, c.Result.ElementType);

    internal static GraphValue One(EmitterContext c, string opType) => c.Emit(opType, [Input(c)]);

    private static GraphValue Widened(EmitterContext c, string opType) =>
        c.Cast(c.Emit(opType, [c.Cast(c.Input, c.Result.ElementType.Wide())]), c.Result.ElementType);
}
