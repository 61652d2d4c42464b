using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sums and products of two or three operands. Accepts tensors and numbers on either side, with broadcasting and TorchSharp's type
/// promotion. Add, Sub, Mul, Div; And and Or for booleans. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class ArithmeticOperators
{
    [Operator("add", Onnx = "Add; Mul; Or", Covers = "alpha, every type")]
    internal static GraphValue Add(EmitterContext c)
    {
        if (c.Result.ElementType != ElementType.Bool)
            return Combined(c, "Add");
        return c.OptionalNumber("alpha") is null or not 0 ? c.Emit("Or", Operands(c, ElementType.Bool)) : c.Input;
    }

    [Operator("sub", "subtract", Onnx = "Sub; Mul", Covers = "alpha, every type")]
    internal static GraphValue Subtract(EmitterContext c) => Combined(c, "Sub");

    [Operator("mul", "multiply", Onnx = "Mul; And", Covers = "every type")]
    internal static GraphValue Multiply(EmitterContext c) =>
        c.Result.ElementType == ElementType.Bool ? c.Emit("And", Operands(c, ElementType.Bool)) : Combined(c, "Mul");

    [Operator("addcmul", Onnx = "Mul, Add", Covers = "value")]
    internal static GraphValue AddProduct(EmitterContext c) => AddScaled(c, "Mul");

    [Operator("addcdiv", Onnx = "Div, Add", Covers = "value")]
    internal static GraphValue AddQuotient(EmitterContext c) => AddScaled(c, "Div");

    [Operator("lerp", Onnx = "Sub, Mul, Add", Covers = "number or tensor weights")]
    internal static GraphValue Interpolate(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var start = c.Cast(c.Input, type);
        var step = c.Emit("Mul", [c.Emit("Sub", [c.Operand(type, "end"), start]), c.Operand(type, "weight")]);
        return c.Emit("Add", [start, step]);
    }

    [Operator("positive", "conj", "conj_physical", "resolve_conj", "resolve_neg", "real", Onnx = "none", Covers = "real types")]
    internal static GraphValue Same(EmitterContext c) => c.Input;

    private static GraphValue Combined(EmitterContext c, string opType)
    {
        var type = c.Result.ElementType.Wide();
        var operands = Operands(c, type);
        if (c.OptionalNumber("alpha") is { } alpha and not 1)
            operands[1] = c.Emit("Mul", [operands[1], c.Scalar(alpha, type)]);
        return c.Cast(c.Emit(opType, operands), c.Result.ElementType);
    }

    private static GraphValue[] Operands(EmitterContext c, ElementType type) =>
        [c.Cast(c.Input, type), c.Operand(type, "target", "other", "scalar")];

    private static GraphValue AddScaled(EmitterContext c, string opType)
    {
        var type = c.Result.ElementType.Wide();
        var term = c.Emit(opType, [c.Operand(type, "tensor1"), c.Operand(type, "tensor2")]);
        var scaled = c.OptionalNumber("value") is { } value and not 1 ? c.Emit("Mul", [c.Scalar(value, type), term]) : term;
        return c.Cast(c.Emit("Add", [c.Cast(c.Input, type), scaled]), c.Result.ElementType);
    }
}
