using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Powers, and sums of powers and logarithms. Accepts tensors and numbers with broadcasting and TorchSharp's type promotion. Pow, Mul,
/// Exp, Log. Opset 13 to 21. Deviations: none beyond the last bits.
/// </summary>
internal static class PowerOperators
{
    [Operator("pow", "float_power", Onnx = "Pow; Mul", Covers = "number or tensor exponents, every type")]
    internal static GraphValue Power(EmitterContext c)
    {
        var type = c.Result.ElementType.Wide();
        var x = c.Cast(c.Input, type);
        // x · x is exact where engines compute pow by exp and log.
        var power = !c.IsTensor("exponent", "target") && c.Number("exponent", "target") == 2
            ? c.Squared(x)
            : c.Emit("Pow", [x, c.Operand(type, "exponent", "target")]);
        return c.Cast(power, c.Result.ElementType);
    }

    [Operator("square", Onnx = "Mul")]
    internal static GraphValue Square(EmitterContext c)
    {
        var type = c.Result.ElementType.Wide();
        return c.Cast(c.Squared(c.Cast(c.Input, type)), c.Result.ElementType);
    }

    [Operator("exp2", "special.exp2", Onnx = "Pow")]
    internal static GraphValue TwoToThe(EmitterContext c)
    {
        var type = c.Result.ElementType;
        return c.Emit("Pow", [c.Scalar(2, type), c.Cast(c.Input, type)]);
    }

    [Operator("ldexp", Onnx = "Pow, Mul")]
    internal static GraphValue TimesPowerOfTwo(EmitterContext c)
    {
        var type = c.Result.ElementType;
        return c.Emit("Mul", [c.Cast(c.Input, type), c.Emit("Pow", [c.Scalar(2, type), c.Operand(type, "other")])]);
    }

    [Operator("hypot", Onnx = "Max, Min, Div, Sqrt, Mul")]
    internal static GraphValue Hypotenuse(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var a = c.Emit("Abs", [c.Cast(c.Input, type)]);
        var b = c.Emit("Abs", [c.Operand(type, "other")]);
        var (longer, shorter) = (c.Emit("Max", [a, b]), c.Emit("Min", [a, b]));
        // By the ratio, so that the squares neither overflow nor vanish.
        var ratio = c.Emit("Div", [shorter, c.Choose(c.CompareScalar("Equal", longer, 0), c.Scalar(1, type), longer)]);
        return c.Emit("Mul", [longer, c.Emit("Sqrt", [c.WithScalar("Add", c.Squared(ratio), 1)])]);
    }

    [Operator("logaddexp", Onnx = "Max, Exp, Log", Covers = "floating point")]
    internal static GraphValue LogAddExp(EmitterContext c) => LogSum(c, 1);

    [Operator("logaddexp2", Onnx = "Max, Exp, Log", Covers = "floating point")]
    internal static GraphValue LogAddExp2(EmitterContext c) => LogSum(c, Math.Log(2));

    [Operator("xlogy", Onnx = "Log, Mul, Where", Covers = "number or tensor y")]
    internal static GraphValue TimesLog(EmitterContext c) => TimesLogOf(c, "y", (_, y) => c.Emit("Log", [y]));

    [Operator("special.xlog1py", Onnx = "Log, Mul, Where", Covers = "tensors")]
    internal static GraphValue TimesLog1p(EmitterContext c) => TimesLogOf(c, "other", (_, y) => c.Log1p(y));

    /// <summary>max + log(1 + base^(−|a − b|)) / log(base): two equal infinities would be no number otherwise.</summary>
    private static GraphValue LogSum(EmitterContext c, double logBase)
    {
        var type = c.Result.ElementType;
        var (a, b) = (c.Cast(c.Input, type), c.Operand(type, "other"));
        var distance = c.Choose(c.Compare("Equal", a, b), c.Scalar(0, type), c.Emit("Abs", [c.Emit("Sub", [a, b])]));
        var excess = c.Log1p(c.Emit("Exp", [c.WithScalar("Mul", distance, -logBase)]));
        return c.Emit("Add", [c.Emit("Max", [a, b]), c.WithScalar("Div", excess, logBase)]);
    }

    /// <summary>x · log(y), 0 where x is 0 unless y is no number.</summary>
    private static GraphValue TimesLogOf(EmitterContext c, string name, Func<EmitterContext, GraphValue, GraphValue> log)
    {
        var type = c.Result.ElementType;
        var (x, y) = (c.Cast(c.Input, type), c.Operand(type, name));
        var isZero = c.Compare("And", c.CompareScalar("Equal", x, 0), c.Not(c.EmitAs(ElementType.Bool, "IsNaN", [y])));
        return c.Choose(isZero, c.Scalar(0, type), c.Emit("Mul", [x, log(c, y)]));
    }
}
