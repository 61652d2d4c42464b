using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// One of two values, element by element. Accepts tensors and numbers with broadcasting and type promotion. Where. Opset 13 to 21.
/// Deviations: none. The form of <c>where</c> that lists positions is refused: the size of its result follows the values.
/// </summary>
internal static class SelectionOperators
{
    [Operator("where", Onnx = "Where", Covers = "condition, x, y; every type")]
    internal static GraphValue Where(EmitterContext c)
    {
        if (!c.Has("y"))
            throw c.Refuse("The number of positions that it returns follows the values.", "Give both values to choose from: torch.where(condition, x, y).");
        var type = c.Result.ElementType;
        return c.Choose(c.Cast(c.Tensor("condition"), ElementType.Bool), c.Cast(c.Input, type), c.Cast(c.Tensor("y"), type));
    }

    [Operator("masked_fill", Onnx = "Where", Covers = "every type")]
    internal static GraphValue MaskedFill(EmitterContext c) =>
        c.Choose(c.Cast(c.Tensor("mask"), ElementType.Bool), c.Operand(c.Result.ElementType, "value"), c.Input);

    [Operator("heaviside", Onnx = "Greater, Equal, Where", Covers = "every type")]
    internal static GraphValue Heaviside(EmitterContext c)
    {
        var type = c.Result.ElementType.Wide();
        var (x, atZero) = (c.Cast(c.Input, type), c.Operand(type, "other"));
        var step = c.Cast(c.CompareScalar("Greater", x, 0), type);
        return c.Cast(c.Choose(c.CompareScalar("Equal", x, 0), atZero, step), c.Result.ElementType);
    }

    [Operator("copysign", Onnx = "Abs, Less, Where", Covers = "every type, -0 included")]
    internal static GraphValue CopySign(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var magnitude = c.Emit("Abs", [c.Cast(c.Input, type)]);
        return c.Choose(c.SignBit(c.Operand(type, "other")), c.Emit("Neg", [magnitude]), magnitude);
    }

    [Operator("nan_to_num", Onnx = "IsNaN, IsInf, Where", Covers = "nan, posinf, neginf")]
    internal static GraphValue NumbersOnly(EmitterContext c)
    {
        var type = c.Result.ElementType;
        if (!type.IsFloating())
            return c.Input;
        var largest = type == ElementType.Float64 ? double.MaxValue : float.MaxValue;
        var number = c.Choose(c.EmitAs(ElementType.Bool, "IsNaN", [c.Input]), c.Scalar(c.OptionalNumber("nan") ?? 0, type), c.Input);
        var bounded = c.Choose(c.EmitAs(ElementType.Bool, "IsInf", [c.Input], ("detect_negative", 0)),
            c.Scalar(c.OptionalNumber("posinf") ?? largest, type), number);
        return c.Choose(c.EmitAs(ElementType.Bool, "IsInf", [c.Input], ("detect_positive", 0)),
            c.Scalar(c.OptionalNumber("neginf") ?? -largest, type), bounded);
    }

    [Operator("isin", Onnx = "Equal, ReduceMax", Covers = "invert, assumeUnique")]
    internal static GraphValue IsIn(EmitterContext c)
    {
        var type = c.Promoted("test_elements").Wide();
        var elements = c.Emit("Unsqueeze", [c.Cast(c.Input, type), c.Vector(-1)]);
        var tests = c.Emit("Reshape", [c.Operand(type, "test_elements"), c.Vector(-1)]);
        var matches = c.Cast(c.Compare("Equal", elements, tests), ElementType.Int32);
        var found = c.Cast(c.Reduced("ReduceMax", matches, [c.Input.Rank], false), ElementType.Bool);
        return c.Bool("invert") ? c.Not(found) : found;
    }
}
