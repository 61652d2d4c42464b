using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Circular and hyperbolic functions and their inverses. Accepts float32, integers as TorchSharp promotes them, and float64 where ONNX
/// Runtime has kernels for it. One ONNX operator each. Opset 13 to 21. Deviations: the last bits.
/// </summary>
internal static class TrigonometricOperators
{
    [Operator("sin", Onnx = "Sin", Covers = "float32 and float64")]
    internal static GraphValue Sin(EmitterContext c) => ElementwiseOperators.One(c, "Sin");

    [Operator("cos", Onnx = "Cos", Covers = "float32 and float64")]
    internal static GraphValue Cos(EmitterContext c) => ElementwiseOperators.One(c, "Cos");

    [Operator("tan", Onnx = "Tan", Covers = "float32")]
    internal static GraphValue Tan(EmitterContext c) => Single(c, "Tan");

    [Operator("asin", "arcsin", Onnx = "Asin", Covers = "float32")]
    internal static GraphValue Asin(EmitterContext c) => Single(c, "Asin");

    [Operator("acos", "arccos", Onnx = "Acos", Covers = "float32")]
    internal static GraphValue Acos(EmitterContext c) => Single(c, "Acos");

    [Operator("atan", Onnx = "Atan", Covers = "float32")]
    internal static GraphValue Atan(EmitterContext c) => Single(c, "Atan");

    [Operator("sinh", Onnx = "Sinh", Covers = "float32")]
    internal static GraphValue Sinh(EmitterContext c) => Single(c, "Sinh");

    [Operator("cosh", Onnx = "Cosh", Covers = "float32")]
    internal static GraphValue Cosh(EmitterContext c) => Single(c, "Cosh");

    [Operator("tanh", Onnx = "Tanh", Covers = "float32 and float64")]
    internal static GraphValue Tanh(EmitterContext c) => ElementwiseOperators.One(c, "Tanh");

    [Operator("arcsinh", "asinh", Onnx = "Asinh", Covers = "float32")]
    internal static GraphValue Asinh(EmitterContext c) => Single(c, "Asinh");

    [Operator("arccosh", "acosh", Onnx = "Acosh", Covers = "float32")]
    internal static GraphValue Acosh(EmitterContext c) => Single(c, "Acosh");

    [Operator("arctanh", "atanh", Onnx = "Atanh", Covers = "float32")]
    internal static GraphValue Atanh(EmitterContext c) => Single(c, "Atanh");

    [Operator("atan2", "arctan2", Onnx = "Abs, Div, Atan, Where", Covers = "float32; all quadrants, zeros and their signs")]
    internal static GraphValue Atan2(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var (y, x) = (c.Cast(c.Input, type), c.Operand(type, "other"));
        var (height, width) = (c.Emit("Abs", [y]), c.Emit("Abs", [x]));
        // 0/0 and infinity over infinity are angles too: 0 and 45 degrees.
        var ratio = c.Choose(c.Compare("Equal", height, width), c.Choose(c.CompareScalar("Equal", height, 0), height, c.Scalar(1, type)), c.Emit("Div", [height, width]));
        var acute = c.SingleOnly(ratio, "Atan");
        var angle = c.Choose(c.SignBit(x), c.Emit("Sub", [c.Scalar(Math.PI, type), acute]), acute);
        return c.Choose(c.SignBit(y), c.Emit("Neg", [angle]), angle);
    }

    [Operator("angle", Onnx = "Less, Where", Covers = "real types")]
    internal static GraphValue Angle(EmitterContext c)
    {
        var x = ElementwiseOperators.Input(c);
        var angle = c.Choose(c.CompareScalar("Less", x, 0), c.Scalar(Math.PI, x.ElementType), c.Scalar(0, x.ElementType));
        return c.Choose(c.EmitAs(Contracts.ElementType.Bool, "IsNaN", [x]), x, angle);
    }

    private static GraphValue Single(EmitterContext c, string opType) => c.SingleOnly(ElementwiseOperators.Input(c), opType);
}
