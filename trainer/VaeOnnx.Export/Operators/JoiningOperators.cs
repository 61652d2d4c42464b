using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Joining tensors. Accepts any axis and TorchSharp's type promotion. Concat, with Reshape and Pad before it. Opset 13 to 21.
/// Deviations: none.
/// </summary>
internal static class JoiningOperators
{
    [Operator("cat", Onnx = "Concat", Covers = "any axis, TorchSharp's type promotion")]
    internal static GraphValue Concatenate(EmitterContext c) =>
        // An empty vector may stand among tensors of any rank, and adds nothing.
        Concat(c, c.Int("dim"), [.. c.Tensors("tensors").Where(tensor => tensor.Rank == c.Result.Rank)]);

    [Operator("stack", Onnx = "Unsqueeze, Concat", Covers = "any axis")]
    internal static GraphValue Stack(EmitterContext c)
    {
        var axis = EmitterContext.Axis(c.Int("dim"), c.Result.Rank);
        return Concat(c, axis, [.. c.Tensors("tensors").Select(tensor => c.Unsqueeze(tensor, axis))]);
    }

    [Operator("hstack", Onnx = "Reshape, Concat")]
    internal static GraphValue StackColumns(EmitterContext c)
    {
        var tensors = c.Tensors("tensors").Select(tensor => tensor.Rank == 0 ? c.Unsqueeze(tensor, 0) : tensor);
        return Concat(c, c.Result.Rank == 1 ? 0 : 1, [.. tensors]);
    }

    [Operator("vstack", "row_stack", Onnx = "Reshape, Concat")]
    internal static GraphValue StackRows(EmitterContext c) => Concat(c, 0, [.. c.Tensors("tensors").Select(tensor => tensor.Rank switch
    {
        0 => c.Unsqueeze(tensor, 0, 1),
        1 => c.Unsqueeze(tensor, 0),
        _ => tensor,
    })]);

    [Operator("dstack", Onnx = "Reshape, Concat")]
    internal static GraphValue StackDepths(EmitterContext c) => Concat(c, 2, [.. c.Tensors("tensors").Select(tensor => tensor.Rank switch
    {
        0 => c.Unsqueeze(tensor, 0, 1, 2),
        1 => c.Unsqueeze(tensor, 0, 2),
        2 => c.Unsqueeze(tensor, 2),
        _ => tensor,
    })]);

    [Operator("column_stack", Onnx = "Reshape, Concat")]
    internal static GraphValue StackAsColumns(EmitterContext c) => Concat(c, 1, [.. c.Tensors("tensors").Select(tensor => tensor.Rank switch
    {
        0 => c.Unsqueeze(tensor, 0, 1),
        1 => c.Unsqueeze(tensor, 1),
        _ => tensor,
    })]);

    [Operator("cartesian_prod", Onnx = "Expand, Concat")]
    internal static GraphValue CartesianProduct(EmitterContext c)
    {
        var tensors = c.Tensors("tensors");
        if (tensors.Count == 1)
            return tensors[0];
        SizeExpression[] grid = [.. tensors.Select(tensor => tensor.Shape[0])];
        var columns = tensors.Select((tensor, axis) =>
        {
            var spread = c.Expand(c.Reshape(tensor, [.. grid.Select((size, place) => place == axis ? size : SizeExpression.Fixed(1))]), grid);
            return c.Emit("Reshape", [spread, c.Vector(-1, 1)]);
        });
        return Concat(c, 1, [.. columns]);
    }

    [Operator("block_diag", Onnx = "Pad, Concat", Covers = "matrices of fixed sizes; vectors and numbers as rows")]
    internal static GraphValue BlockDiagonal(EmitterContext c)
    {
        var blocks = c.Tensors("tensors");
        var width = c.Result.Shape[1].Value;
        var left = 0L;
        List<GraphValue> rows = [];
        foreach (var block in blocks)
        {
            var size = block.Rank == 0 ? 1 : c.Fixed(block.Shape[^1], "The width of a block");
            var matrix = c.Cast(c.Unsqueeze(block, [.. Enumerable.Range(0, 2 - block.Rank).Select(axis => (long)axis)]), c.Result.ElementType);
            rows.Add(c.Emit("Pad", [matrix, c.Vector(0, left, 0, width - left - size), c.Scalar(0, c.Result.ElementType)]));
            left += size;
        }

        return Concat(c, 0, rows);
    }

    private static GraphValue Concat(EmitterContext c, long axis, IReadOnlyList<GraphValue> parts)
    {
        var typed = parts.Select(part => c.Cast(part, c.Result.ElementType)).ToArray();
        return typed.Length == 1 ? typed[0] : c.Emit("Concat", typed, ("axis", EmitterContext.Axis(axis, c.Result.Rank)));
    }
}
