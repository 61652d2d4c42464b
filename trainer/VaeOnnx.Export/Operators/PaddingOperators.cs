using TorchSharp;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Padding of the last axes. Accepts constant, reflect, replicate and circular padding of any number of axes, single images, and
/// negative padding, which crops, in the constant mode. Pad; Slice and Concat for circular padding. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class PaddingOperators
{
    [Operator("functional.pad", Onnx = "Pad; Slice, Concat",
        Covers = "constant with any value, reflect, replicate, circular; negative padding in the constant mode; padding that follows free dimensions outside the circular mode")]
    internal static GraphValue Pad(EmitterContext c)
    {
        var mode = (PaddingModes)c.Argument("mode")!;
        var (before, after) = Pads(c);
        if (mode == PaddingModes.Circular)
            return Circular(c, before, after);
        var pads = c.SizeVector([.. before, .. after]);
        if (mode is PaddingModes.Zeros or PaddingModes.Constant)
            return c.Emit("Pad", [c.Input, pads, c.Scalar(c.Number("value"), c.Input.ElementType)]);
        if (before.Concat(after).Any(pad => pad is { IsFixed: true, Value: < 0 }))
            throw c.Refuse($"Negative padding in the mode {mode} is not covered.", "Crop with a slice.");
        return c.Emit("Pad", [c.Input, pads], ("mode", mode == PaddingModes.Reflect ? "reflect" : "edge"));
    }

    /// <summary>TorchSharp lists pairs from the last axis on; ONNX all starts, then all ends, from the first.</summary>
    private static (SizeExpression[] Before, SizeExpression[] After) Pads(EmitterContext c)
    {
        var rank = c.Input.Rank;
        var pairs = c.Sizes("pad");
        // One number pads every axis at both ends.
        if (c.Argument("pad") is not object?[])
            pairs = [.. Enumerable.Repeat(pairs[0], 2 * rank)];
        SizeExpression At(int axis, int end) => (rank - 1 - axis) * 2 + end is var index && index < pairs.Length ? pairs[index] : SizeExpression.Fixed(0);
        return ([.. Enumerable.Range(0, rank).Select(axis => At(axis, 0))], [.. Enumerable.Range(0, rank).Select(axis => At(axis, 1))]);
    }

    private static GraphValue Circular(EmitterContext c, SizeExpression[] before, SizeExpression[] after)
    {
        var result = c.Input;
        for (var axis = 0; axis < before.Length; axis++)
        {
            if (!before[axis].IsFixed || !after[axis].IsFixed || before[axis].Value < 0 || after[axis].Value < 0)
                throw c.Refuse("Circular padding that is negative or follows a free dimension is not covered.", "Use fixed padding of 0 or more.");
            List<GraphValue> parts = [result];
            if (before[axis].Value > 0)
                parts.Insert(0, c.Emit("Slice", [result, c.Vector(-before[axis].Value), c.Vector(long.MaxValue), c.Vector(axis)]));
            if (after[axis].Value > 0)
                parts.Add(c.Emit("Slice", [result, c.Vector(0), c.Vector(after[axis].Value), c.Vector(axis)]));
            if (parts.Count > 1)
                result = c.Emit("Concat", parts, ("axis", axis));
        }

        return result;
    }
}
