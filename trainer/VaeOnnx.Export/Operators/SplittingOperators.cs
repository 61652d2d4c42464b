using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Taking tensors apart. Accepts any axis; sections by size, number or position. Split, Gather; Slice along an axis of free size.
/// Opset 13 to 21. Deviations: none. The number of parts must not follow the inputs' sizes.
/// </summary>
internal static class SplittingOperators
{
    [Operator("split", "chunk", "tensor_split", Onnx = "Split; Slice", Covers = "size, sizes, number of parts, positions in numbers or a constant tensor")]
    internal static GraphValue[] Split(EmitterContext c) => Along(c, EmitterContext.Axis(c.Int("dim"), c.Input.Rank));

    [Operator("hsplit", Onnx = "Split; Slice")]
    internal static GraphValue[] SplitColumns(EmitterContext c) => Along(c, c.Input.Rank == 1 ? 0 : 1);

    [Operator("vsplit", Onnx = "Split; Slice")]
    internal static GraphValue[] SplitRows(EmitterContext c) => Along(c, 0);

    [Operator("dsplit", Onnx = "Split; Slice")]
    internal static GraphValue[] SplitDepths(EmitterContext c) => Along(c, 2);

    [Operator("unbind", Onnx = "Gather", Covers = "any axis of fixed size")]
    internal static GraphValue[] Unbind(EmitterContext c)
    {
        var axis = EmitterContext.Axis(c.OptionalInt("dimension", "dim") ?? 0, c.Input.Rank);
        return [.. c.Results.Select((_, position) => c.Emit("Gather", [c.Input, c.Scalar(position, ElementType.Int64)], ("axis", axis)))];
    }

    private static GraphValue[] Along(EmitterContext c, long axis)
    {
        var sizes = c.Results.Select(part => part.Shape[(int)axis]).ToArray();
        if (sizes.Length == 1)
            return [c.Input];
        if (!sizes.All(size => size.IsFixed))
            return Sliced(c, axis, sizes);
        return c.EmitMany(sizes.Length, "Split", [c.Input, c.Vector([.. sizes.Select(size => size.Value)])], ("axis", axis));
    }

    /// <summary>Sizes that follow the inputs: part by part, each where the one before ended.</summary>
    private static GraphValue[] Sliced(EmitterContext c, long axis, SizeExpression[] sizes)
    {
        if (c.Input.Shape[(int)axis] is { IsFixed: false } && c.Operation is not "split")
            throw c.Refuse($"It divides axis {axis}, whose size follows a free dimension, by a number of parts.", "Fix that dimension in the input's TensorSpec, or split by sizes computed from x.shape.");
        var parts = new GraphValue[sizes.Length];
        var start = c.Vector(0);
        for (var index = 0; index < sizes.Length; index++)
        {
            var stop = index == sizes.Length - 1 ? c.Vector(EmitterContext.ToEnd) : c.Emit("Add", [start, c.SizeVector([sizes[index]])]);
            parts[index] = c.Slice(c.Input, axis, start, stop);
            start = stop;
        }

        return parts;
    }
}
