using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Repeating elements along axes. Accepts sizes and counts that follow the free dimensions. Expand, Tile, Gather. Opset 13 to 21.
/// Deviations: none; counts in a tensor must be constants, because the result's shape follows them.
/// </summary>
internal static class ExpansionOperators
{
    [Operator("expand", "broadcast_to", "expand_as", Onnx = "Expand", Covers = "-1 for sizes that stay")]
    internal static GraphValue Expand(EmitterContext c) => c.Expand(c.Input, c.Result.Shape);

    [Operator("broadcast_tensors", Onnx = "Expand")]
    internal static GraphValue[] BroadcastAll(EmitterContext c) =>
        [.. c.Tensors("tensors").Select((tensor, index) => c.Expand(tensor, c.Results[index].Shape))];

    [Operator("meshgrid", Onnx = "Reshape, Expand", Covers = "indexing ij and xy")]
    internal static GraphValue[] MeshGrid(EmitterContext c)
    {
        var tensors = c.Tensors("tensors");
        var isXy = c.Argument("indexing") as string == "xy" && tensors.Count > 1;
        return [.. tensors.Select((tensor, index) =>
        {
            var axis = isXy && index < 2 ? 1 - index : index;
            var grid = c.Results[index].Shape;
            return c.Expand(c.Reshape(tensor, [.. grid.Select((size, place) => place == axis ? size : SizeExpression.Fixed(1))]), grid);
        })];
    }

    [Operator("repeat", "tile", Onnx = "Reshape, Tile", Covers = "counts that follow the free dimensions")]
    internal static GraphValue Repeat(EmitterContext c)
    {
        var counts = c.Sizes("sizes", "reps", "dims").ToList();
        while (counts.Count < c.Input.Rank)
            counts.Insert(0, SizeExpression.Fixed(1));
        var added = counts.Count - c.Input.Rank;
        var input = added == 0 ? c.Input : c.Reshape(c.Input, [.. Enumerable.Repeat(SizeExpression.Fixed(1), added), .. c.Input.Shape]);
        return counts.Count == 0 || counts.All(count => count is { IsFixed: true, Value: 1 }) ? input : c.Emit("Tile", [input, c.SizeVector(counts)]);
    }

    [Operator("repeat_interleave", Onnx = "Unsqueeze, Tile, Reshape; Gather", Covers = "one count; counts in a constant tensor; all axes or one")]
    internal static GraphValue RepeatInterleave(EmitterContext c)
    {
        var isFlat = c.OptionalInt("dim") is null;
        var axis = isFlat ? 0 : EmitterContext.Axis(c.Int("dim"), c.Input.Rank);
        var input = isFlat && c.Input.Rank != 1 ? c.Emit("Reshape", [c.Input, c.Vector(-1)]) : c.Input;
        if (c.IsTensor("repeats"))
            return c.Emit("Gather", [input, c.Vector(Interleaved(c, isFlat, axis))], ("axis", axis));
        var counts = Enumerable.Range(0, (isFlat ? 1 : c.Input.Rank) + 1).Select(place => place == axis + 1 ? c.Size("repeats") : SizeExpression.Fixed(1));
        return c.Reshape(c.Emit("Tile", [c.Unsqueeze(input, axis + 1), c.SizeVector([.. counts])]), c.Result.Shape);
    }

    private static long[] Interleaved(EmitterContext c, bool isFlat, long axis)
    {
        using var scope = NewDisposeScope();
        var counts = EmitterContext.ConstantData(c.Tensor("repeats"))
            ?? throw c.Refuse("The number of repeats is computed from the inputs, and the result's shape follows it.", "Use one number, or a constant tensor.");
        var size = isFlat ? c.Input.Shape.Aggregate(1L, (product, part) => product * c.Fixed(part, "The repeated axis")) : c.Fixed(c.Input.Shape[(int)axis], "The repeated axis");
        var each = counts.to_type(ScalarType.Int64).flatten().expand(size).contiguous().data<long>().ToArray();
        return [.. each.SelectMany((count, position) => Enumerable.Repeat((long)position, (int)count))];
    }
}
