using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Logic of truth values, bits and shifts. Accepts tensors with broadcasting; numbers count as true where they are not 0. And, Or, Xor,
/// Not; for integers BitwiseAnd, BitwiseOr, BitwiseXor and BitwiseNot from opset 18 on. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class LogicalOperators
{
    private const int BitwiseOpset = 18;

    [Operator("logical_and", Onnx = "And", Covers = "every type")]
    internal static GraphValue And(EmitterContext c) => Logical(c, "And");

    [Operator("logical_or", Onnx = "Or", Covers = "every type")]
    internal static GraphValue Or(EmitterContext c) => Logical(c, "Or");

    [Operator("logical_xor", Onnx = "Xor", Covers = "every type")]
    internal static GraphValue Xor(EmitterContext c) => Logical(c, "Xor");

    [Operator("logical_not", Onnx = "Not", Covers = "every type")]
    internal static GraphValue Not(EmitterContext c) => c.Cast(c.Not(c.Cast(c.Input, ElementType.Bool)), c.Result.ElementType);

    [Operator("bitwise_and", Onnx = "And; BitwiseAnd", Covers = "bool; integers from opset 18 on")]
    internal static GraphValue BitwiseAnd(EmitterContext c) => Bitwise(c, "And");

    [Operator("bitwise_or", Onnx = "Or; BitwiseOr", Covers = "bool; integers from opset 18 on")]
    internal static GraphValue BitwiseOr(EmitterContext c) => Bitwise(c, "Or");

    [Operator("bitwise_xor", Onnx = "Xor; BitwiseXor", Covers = "bool; integers from opset 18 on")]
    internal static GraphValue BitwiseXor(EmitterContext c) => Bitwise(c, "Xor");

    [Operator("bitwise_not", Onnx = "Not; Sub", Covers = "bool and integers")]
    internal static GraphValue BitwiseNot(EmitterContext c)
    {
        if (c.Result.ElementType == ElementType.Bool)
            return c.Not(c.Input);
        // ~x is -1 - x in two's complement, at every opset.
        var type = c.Result.ElementType.Wide();
        return c.Cast(c.Emit("Sub", [c.Scalar(-1, type), c.Cast(c.Input, type)]), c.Result.ElementType);
    }

    [Operator("bitwise_left_shift", Onnx = "Pow, Mul", Covers = "integers, by 0 to the type's width")]
    internal static GraphValue ShiftLeft(EmitterContext c) =>
        c.Cast(c.Emit("Mul", [c.Cast(c.Input, ElementType.Int64), PowerOfTwo(c)]), c.Result.ElementType);

    [Operator("bitwise_right_shift", Onnx = "Pow, Mod, Div", Covers = "integers, by 0 to the type's width less one")]
    internal static GraphValue ShiftRight(EmitterContext c)
    {
        // Floor division keeps the sign, as an arithmetic shift does.
        var (x, power) = (c.Cast(c.Input, ElementType.Int64), PowerOfTwo(c));
        var whole = c.Emit("Sub", [x, c.Emit("Mod", [x, power])]);
        return c.Cast(c.Emit("Div", [whole, power]), c.Result.ElementType);
    }

    private static GraphValue PowerOfTwo(EmitterContext c) =>
        c.Emit("Pow", [c.Scalar(2, ElementType.Int64), c.Operand(ElementType.Int64, "other")]);

    private static GraphValue Logical(EmitterContext c, string opType) =>
        c.Cast(c.Compare(opType, c.Cast(c.Input, ElementType.Bool), c.Operand(ElementType.Bool, "other")), c.Result.ElementType);

    private static GraphValue Bitwise(EmitterContext c, string opType)
    {
        var type = c.Result.ElementType;
        if (type != ElementType.Bool)
        {
            c.RequireOpset(BitwiseOpset, $"Bitwise {opType} of integers");
            opType = $"Bitwise{opType}";
        }

        return c.Emit(opType, [c.Cast(c.Input, type), c.Operand(type, "other")]);
    }
}
