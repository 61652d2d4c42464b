using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Comparisons and tests, with boolean results. Accepts tensors and numbers with broadcasting, compared in the type that TorchSharp
/// promotes them to. Equal, Less, LessOrEqual, Greater, GreaterOrEqual, IsNaN, IsInf. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class ComparisonOperators
{
    [Operator("eq", Onnx = "Equal", Covers = "every type")]
    internal static GraphValue Equal(EmitterContext c) => InResultType(c, Compared(c, "Equal"));

    [Operator("ne", Onnx = "Equal, Not", Covers = "every type")]
    internal static GraphValue NotEqual(EmitterContext c) => InResultType(c, c.Not(Compared(c, "Equal")));

    [Operator("lt", Onnx = "Less", Covers = "every type")]
    internal static GraphValue Less(EmitterContext c) => InResultType(c, Compared(c, "Less"));

    [Operator("le", Onnx = "LessOrEqual", Covers = "every type")]
    internal static GraphValue LessOrEqual(EmitterContext c) => InResultType(c, Compared(c, "LessOrEqual"));

    [Operator("gt", Onnx = "Greater", Covers = "every type")]
    internal static GraphValue Greater(EmitterContext c) => InResultType(c, Compared(c, "Greater"));

    [Operator("ge", Onnx = "GreaterOrEqual", Covers = "every type")]
    internal static GraphValue GreaterOrEqual(EmitterContext c) => InResultType(c, Compared(c, "GreaterOrEqual"));

    [Operator("isnan", Onnx = "IsNaN", Covers = "every type")]
    internal static GraphValue IsNaN(EmitterContext c) => Test(c, x => c.EmitAs(ElementType.Bool, "IsNaN", [x]), false);

    [Operator("isinf", Onnx = "IsInf", Covers = "every type")]
    internal static GraphValue IsInf(EmitterContext c) => Test(c, x => c.EmitAs(ElementType.Bool, "IsInf", [x]), false);

    [Operator("isposinf", Onnx = "IsInf", Covers = "every type")]
    internal static GraphValue IsPositiveInfinity(EmitterContext c) =>
        Test(c, x => c.EmitAs(ElementType.Bool, "IsInf", [x], ("detect_negative", 0)), false);

    [Operator("isneginf", Onnx = "IsInf", Covers = "every type")]
    internal static GraphValue IsNegativeInfinity(EmitterContext c) =>
        Test(c, x => c.EmitAs(ElementType.Bool, "IsInf", [x], ("detect_positive", 0)), false);

    [Operator("isfinite", Onnx = "IsInf, IsNaN, Or, Not", Covers = "every type")]
    internal static GraphValue IsFinite(EmitterContext c) => Test(c, c.IsFinite, true);

    [Operator("signbit", Onnx = "Less; Reciprocal", Covers = "every type, -0 included")]
    internal static GraphValue SignBit(EmitterContext c) => c.SignBit(c.Cast(c.Input, c.Input.ElementType.Wide()));

    [Operator("isclose", Onnx = "Sub, Abs, LessOrEqual", Covers = "rtol, atol, nanEqual")]
    internal static GraphValue IsClose(EmitterContext c)
    {
        var type = c.Promoted("other") is var promoted && promoted.IsFloating() ? promoted : ElementType.Float64;
        var (a, b) = (c.Cast(c.Input, type), c.Operand(type, "other"));
        var allowed = c.WithScalar("Add", c.WithScalar("Mul", c.Emit("Abs", [b]), c.Number("rtol")), c.Number("atol"));
        var distance = c.Emit("Abs", [c.Emit("Sub", [a, b])]);
        // A distance to infinity is within an infinite allowance, and is none that counts.
        var isNear = c.Compare("And", c.Compare("LessOrEqual", distance, allowed), c.IsFinite(distance));
        var isClose = c.Compare("Or", c.Compare("Equal", a, b), isNear);
        return c.Bool("nanEqual")
            ? c.Compare("Or", isClose, c.Compare("And", c.EmitAs(ElementType.Bool, "IsNaN", [a]), c.EmitAs(ElementType.Bool, "IsNaN", [b])))
            : isClose;
    }

    private static GraphValue Compared(EmitterContext c, string opType)
    {
        var promoted = c.Promoted("target", "other");
        var type = promoted == ElementType.Bool && opType == "Equal" ? promoted : promoted.Wide();
        return c.Compare(opType, c.Cast(c.Input, type), c.Operand(type, "target", "other"));
    }

    /// <summary>In place the tensor keeps its type and holds 0 and 1.</summary>
    private static GraphValue InResultType(EmitterContext c, GraphValue comparison) => c.Cast(comparison, c.Result.ElementType);

    /// <summary>Integers have neither infinities nor non-numbers: a test that computes the constant keeps the shape.</summary>
    private static GraphValue Test(EmitterContext c, Func<GraphValue, GraphValue> test, bool forIntegers)
    {
        if (c.Input.ElementType.IsFloating())
            return test(c.Input);
        var isItself = c.Compare("Equal", c.Cast(c.Input, c.Input.ElementType.Wide()), c.Cast(c.Input, c.Input.ElementType.Wide()));
        return forIntegers ? isItself : c.Not(isItself);
    }
}
