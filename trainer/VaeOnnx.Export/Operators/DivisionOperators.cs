using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Quotients and remainders. Accepts tensors and numbers, floating point and integers, every rounding. Div, Mod, Floor. Opset 13 to
/// 21. Deviations: none; quotients that round down take libtorch's steps, not the floor of a rounded quotient.
/// </summary>
internal static class DivisionOperators
{
    [Operator("div", "divide", "true_divide", Onnx = "Div; Mod; Floor", Covers = "rounding none, floor and trunc; every type")]
    internal static GraphValue Divide(EmitterContext c)
    {
        var rounding = c.Argument("rounding_mode")?.ToString() ?? "None";
        return rounding switch
        {
            "floor" => Floored(c),
            "trunc" => Truncated(c),
            _ => c.Emit("Div", Operands(c)),
        };
    }

    [Operator("floor_divide", Onnx = "Div; Mod; Floor", Covers = "every type")]
    internal static GraphValue FloorDivide(EmitterContext c) => Floored(c);

    [Operator("fmod", Onnx = "Mod", Covers = "every type")]
    internal static GraphValue TruncatedRemainder(EmitterContext c)
    {
        var operands = Operands(c);
        return c.Cast(c.Emit("Mod", operands, ("fmod", 1)), c.Result.ElementType);
    }

    [Operator("remainder", Onnx = "Mod; Where", Covers = "every type")]
    internal static GraphValue Remainder(EmitterContext c)
    {
        var operands = Operands(c);
        if (!c.Result.ElementType.IsFloating())
            return c.Cast(c.Emit("Mod", operands), c.Result.ElementType);
        var remainder = c.Emit("Mod", operands, ("fmod", 1));
        return c.Choose(HasOtherSign(c, remainder, operands[1]), c.Emit("Add", [remainder, operands[1]]), remainder);
    }

    private static GraphValue[] Operands(EmitterContext c)
    {
        var type = c.Result.ElementType.Wide();
        return [c.Cast(c.Input, type), c.Operand(type, "target", "other", "scalar")];
    }

    private static GraphValue Truncated(EmitterContext c)
    {
        var quotient = c.Emit("Div", Operands(c));
        return c.Result.ElementType.IsFloating() ? c.Truncate(quotient) : c.Cast(quotient, c.Result.ElementType);
    }

    private static GraphValue Floored(EmitterContext c)
    {
        var operands = Operands(c);
        if (c.Result.ElementType.IsFloating())
            return Floored(c, operands[0], operands[1]);
        var exact = c.Emit("Sub", [operands[0], c.Emit("Mod", operands)]);
        return c.Cast(c.Emit("Div", [exact, operands[1]]), c.Result.ElementType);
    }

    /// <summary>
    /// (a − fmod(a, b)) / b, one less where the remainder has the other sign, to the nearest whole number: 1 // 0.1 is 9, though 1 / 0.1
    /// rounds to 10.
    /// </summary>
    private static GraphValue Floored(EmitterContext c, GraphValue a, GraphValue b)
    {
        var remainder = c.Emit("Mod", [a, b], ("fmod", 1));
        var quotient = c.Emit("Div", [c.Emit("Sub", [a, remainder]), b]);
        var lowered = c.Choose(HasOtherSign(c, remainder, b), c.WithScalar("Sub", quotient, 1), quotient);
        var floor = c.Emit("Floor", [lowered]);
        var isAlmostNext = c.CompareScalar("Greater", c.Emit("Sub", [lowered, floor]), 0.5);
        var nearest = c.Choose(isAlmostNext, c.WithScalar("Add", floor, 1), floor);
        return c.Choose(c.CompareScalar("Equal", b, 0), c.Emit("Div", [a, b]), nearest);
    }

    private static GraphValue HasOtherSign(EmitterContext c, GraphValue remainder, GraphValue divisor)
    {
        var isOther = c.Compare("Xor", c.CompareScalar("Less", remainder, 0), c.CompareScalar("Less", divisor, 0));
        return c.Compare("And", isOther, c.Not(c.CompareScalar("Equal", remainder, 0)));
    }
}
