namespace VaeOnnx.Export.Operators;

/// <summary>
/// Other shapes and orders of the same elements. Accepts sizes that follow the free dimensions. Reshape, Transpose. Opset 13 to 21.
/// Deviations: none.
/// </summary>
internal static class ShapeOperators
{
    [Operator("view", "reshape", "flatten", "unflatten", "view_as", "squeeze", "unsqueeze", "ravel",
        "atleast_1d", "atleast_2d", "atleast_3d", Onnx = "Reshape", Covers = "every target shape, free dimensions included")]
    internal static GraphValue Reshape(EmitterContext c) => c.Reshape(c.Input, c.Result.Shape);

    [Operator("permute", Onnx = "Transpose")]
    internal static GraphValue Permute(EmitterContext c) =>
        c.Transpose(c.Input, [.. c.Ints("permutation").Select(axis => EmitterContext.Axis(axis, c.Input.Rank))]);

    [Operator("transpose", "swapaxes", "swapdims", "t", Onnx = "Transpose")]
    internal static GraphValue Transpose(EmitterContext c) => c.Input.Rank < 2
        ? c.Input
        : Swapped(c, c.OptionalInt("dim0") ?? 0, c.OptionalInt("dim1") ?? 1);

    [Operator("mT", "mH", "adjoint", Onnx = "Transpose", Covers = "real tensors")]
    internal static GraphValue MatrixTranspose(EmitterContext c) => Swapped(c, -2, -1);

    [Operator("T", "H", Onnx = "Transpose", Covers = "real tensors")]
    internal static GraphValue ReversedAxes(EmitterContext c) =>
        c.Transpose(c.Input, [.. Enumerable.Range(0, c.Input.Rank).Reverse().Select(axis => (long)axis)]);

    [Operator("movedim", Onnx = "Transpose", Covers = "one axis or several")]
    internal static GraphValue MoveAxes(EmitterContext c)
    {
        var rank = c.Input.Rank;
        var sources = c.Ints("source").Select(axis => EmitterContext.Axis(axis, rank)).ToArray();
        var targets = c.Ints("destination").Select(axis => EmitterContext.Axis(axis, rank)).ToArray();
        var order = new long[rank];
        var others = new Queue<long>(Enumerable.Range(0, rank).Select(axis => (long)axis).Except(sources));
        for (var place = 0; place < rank; place++)
        {
            var moved = Array.IndexOf(targets, place);
            order[place] = moved >= 0 ? sources[moved] : others.Dequeue();
        }

        return c.Transpose(c.Input, order);
    }

    private static GraphValue Swapped(EmitterContext c, long first, long second)
    {
        var rank = c.Input.Rank;
        var order = Enumerable.Range(0, rank).Select(axis => (long)axis).ToArray();
        var (one, other) = (EmitterContext.Axis(first, rank), EmitterContext.Axis(second, rank));
        (order[one], order[other]) = (order[other], order[one]);
        return c.Transpose(c.Input, order);
    }
}
