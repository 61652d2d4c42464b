namespace VaeOnnx.Export.Operators;

/// <summary>
/// Other shapes and orders of the same elements. Accepts sizes that follow the free dimensions. Reshape, Transpose. Opset 13 to 21.
/// Deviations: none.
/// </summary>
internal static class ShapeOperators
{
    [Operator("view", "reshape", "flatten", "unflatten", "view_as", "reshape_as", "squeeze", "unsqueeze", Onnx = "Reshape",
        Covers = "every target shape, free dimensions included")]
    internal static GraphValue Reshape(EmitterContext c) => c.Reshape(c.Input, c.Result.Shape);

    [Operator("permute", Onnx = "Transpose")]
    internal static GraphValue Permute(EmitterContext c) =>
        c.Emit("Transpose", [c.Input], ("perm", (long[])[.. c.Ints("permutation").Select(axis => EmitterContext.Axis(axis, c.Input.Rank))]));

    [Operator("transpose", "swapaxes", "swapdims", "t", Onnx = "Transpose")]
    internal static GraphValue Transpose(EmitterContext c)
    {
        var rank = c.Input.Rank;
        if (rank < 2)
            return c.Input;
        var (first, second) = (EmitterContext.Axis(c.OptionalInt("dim0") ?? 0, rank), EmitterContext.Axis(c.OptionalInt("dim1") ?? 1, rank));
        var order = Enumerable.Range(0, rank).Select(axis => (long)axis).ToArray();
        (order[first], order[second]) = (second, first);
        return c.Emit("Transpose", [c.Input], ("perm", order));
    }
}
