using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Special functions that ONNX has or that follow from those. Accepts float32, and float64 where no Erf is in it. Erf, Log, Sin. Opset
/// 13 to 21. Deviations: the last bits; erfc and ndtr are correct to 1e-7 absolute, so that their far tails are 0.
/// </summary>
internal static class SpecialOperators
{
    [Operator("erf", "special.erf", Onnx = "Erf", Covers = "float32")]
    internal static GraphValue Erf(EmitterContext c) => c.SingleOnly(ElementwiseOperators.Input(c), "Erf");

    [Operator("erfc", "special.erfc", Onnx = "Erf, Sub", Covers = "float32; to 1e-7 absolute")]
    internal static GraphValue Erfc(EmitterContext c)
    {
        var x = ElementwiseOperators.Input(c);
        return c.Emit("Sub", [c.Scalar(1, x.ElementType), c.SingleOnly(x, "Erf")]);
    }

    [Operator("special.ndtr", Onnx = "Erf, Add, Mul", Covers = "float32; to 1e-7 absolute")]
    internal static GraphValue NormalDistribution(EmitterContext c)
    {
        var erf = c.SingleOnly(c.WithScalar("Mul", ElementwiseOperators.Input(c), Math.Sqrt(0.5)), "Erf");
        return c.WithScalar("Mul", c.WithScalar("Add", erf, 1), 0.5);
    }

    [Operator("special.entr", Onnx = "Log, Mul, Where")]
    internal static GraphValue Entropy(EmitterContext c)
    {
        var x = ElementwiseOperators.Input(c);
        var entropy = c.Emit("Neg", [c.Emit("Mul", [x, c.Emit("Log", [x])])]);
        var outside = c.Choose(c.CompareScalar("Less", x, 0), c.Scalar(double.NegativeInfinity, x.ElementType), entropy);
        return c.Choose(c.CompareScalar("Equal", x, 0), c.Scalar(0, x.ElementType), outside);
    }

    [Operator("sinc", "special.sinc", Onnx = "Sin, Div, Where")]
    internal static GraphValue Sinc(EmitterContext c)
    {
        var x = ElementwiseOperators.Input(c);
        var angle = c.WithScalar("Mul", x, Math.PI);
        return c.Choose(c.CompareScalar("Equal", x, 0), c.Scalar(1, x.ElementType), c.Emit("Div", [c.Emit("Sin", [angle]), angle]));
    }

    [Operator("logit", "special.logit", Onnx = "Clip, Sub, Div, Log", Covers = "eps")]
    internal static GraphValue Logit(EmitterContext c)
    {
        var x = ElementwiseOperators.Input(c);
        if (c.OptionalNumber("eps") is { } eps)
            x = c.Emit("Clip", [x, c.Scalar(eps, x.ElementType), c.Scalar(1 - eps, x.ElementType)]);
        return c.Emit("Log", [c.Emit("Div", [x, c.Emit("Sub", [c.Scalar(1, x.ElementType), x])])]);
    }
}
