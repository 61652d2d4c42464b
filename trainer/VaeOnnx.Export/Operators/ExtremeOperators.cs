using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// The larger and the smaller of two, and bounds. Accepts tensors and numbers with broadcasting and type promotion. Max, Min, Clip;
/// Or and And for booleans. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class ExtremeOperators
{
    [Operator("maximum", Onnx = "Max; Or", Covers = "every type")]
    internal static GraphValue Maximum(EmitterContext c) => Extreme(c, "Max", "Or");

    [Operator("minimum", Onnx = "Min; And", Covers = "every type")]
    internal static GraphValue Minimum(EmitterContext c) => Extreme(c, "Min", "And");

    [Operator("fmax", Onnx = "Max, IsNaN, Where", Covers = "every type")]
    internal static GraphValue MaximumNumber(EmitterContext c) => ExtremeNumber(c, "Max", "Or");

    [Operator("fmin", Onnx = "Min, IsNaN, Where", Covers = "every type")]
    internal static GraphValue MinimumNumber(EmitterContext c) => ExtremeNumber(c, "Min", "And");

    [Operator("clamp", "clip", "clamp_min", "clamp_max", Onnx = "Clip; Max, Min", Covers = "number and tensor bounds, either absent; every type")]
    internal static GraphValue Clamp(EmitterContext c)
    {
        var type = c.Result.ElementType.Wide();
        var low = c.Has("min") ? c.Operand(type, "min") : null;
        var high = c.Has("max") ? c.Operand(type, "max") : null;
        return c.Cast(Bounded(c, c.Cast(c.Input, type), low, high), c.Result.ElementType);
    }

    internal static GraphValue Extreme(EmitterContext c, string opType, string forBooleans)
    {
        var (type, operator_) = c.Result.ElementType == ElementType.Bool ? (ElementType.Bool, forBooleans) : (c.Result.ElementType.Wide(), opType);
        return c.Cast(c.Emit(operator_, [c.Cast(c.Input, type), c.Operand(type, "other")]), c.Result.ElementType);
    }

    private static GraphValue ExtremeNumber(EmitterContext c, string opType, string forBooleans)
    {
        var type = c.Result.ElementType;
        if (!type.IsFloating())
            return Extreme(c, opType, forBooleans);
        var (a, b) = (c.Cast(c.Input, type), c.Operand(type, "other"));
        var orFirst = c.Choose(c.EmitAs(ElementType.Bool, "IsNaN", [b]), a, c.Emit(opType, [a, b]));
        return c.Choose(c.EmitAs(ElementType.Bool, "IsNaN", [a]), b, orFirst);
    }

    private static GraphValue Bounded(EmitterContext c, GraphValue input, GraphValue? low, GraphValue? high)
    {
        if (!c.IsTensor("min") && !c.IsTensor("max"))
            return c.Emit("Clip", [input, low, high]);
        var raised = low is null ? input : c.Emit("Max", [input, low]);
        return high is null ? raised : c.Emit("Min", [raised, high]);
    }
}
