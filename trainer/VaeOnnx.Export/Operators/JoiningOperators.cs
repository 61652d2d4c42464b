namespace VaeOnnx.Export.Operators;

/// <summary>
/// Joining tensors and taking them apart. Concat, Split. Accepts any axis; the parts of a split must have fixed sizes. Opset 13 to 21.
/// Deviations: none.
/// </summary>
internal static class JoiningOperators
{
    [Operator("cat", Onnx = "Concat", Covers = "any axis, TorchSharp's type promotion")]
    internal static GraphValue Concatenate(EmitterContext c)
    {
        var type = c.Result.ElementType;
        return c.Emit("Concat", [.. c.Tensors("tensors").Select(tensor => c.Cast(tensor, type))],
            ("axis", EmitterContext.Axis(c.Int("dim"), c.Result.Rank)));
    }

    [Operator("split", "chunk", Onnx = "Split", Covers = "part size, part sizes, number of parts; fixed sizes along the axis")]
    internal static GraphValue[] Split(EmitterContext c)
    {
        var axis = EmitterContext.Axis(c.Int("dim"), c.Input.Rank);
        var sizes = c.Results.Select(part => part.Shape[(int)axis]).ToArray();
        if (sizes.Any(size => !size.IsFixed))
            throw c.Refuse($"It splits axis {axis}, whose size follows a free dimension.", "Fix that dimension in the input's TensorSpec.");
        return c.EmitMany(sizes.Length, "Split", [c.Input, c.Vector([.. sizes.Select(size => size.Value)])], ("axis", axis));
    }
}
