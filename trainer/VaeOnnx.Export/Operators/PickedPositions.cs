using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>Positions given as tensors, one an axis, as GatherND and ScatterND take them: broadcast together, the axes innermost.</summary>
internal static class PickedPositions
{
    public static GraphValue Stack(EmitterContext c, IReadOnlyList<GraphValue> tensors)
    {
        var wide = tensors.Select(tensor => (Value: c.Cast(tensor, ElementType.Int64), tensor.Shape)).ToArray();
        if (wide.Length == 1)
            return c.Unsqueeze(wide[0].Value, wide[0].Shape.Count);
        var shape = Broadcast(tensors);
        return c.Emit("Concat", [.. wide.Select(position => c.Unsqueeze(c.Expand(position.Value, shape), shape.Length))], ("axis", -1));
    }

    /// <summary>The shape that tensors broadcast to.</summary>
    public static SizeExpression[] Broadcast(IReadOnlyList<GraphValue> tensors)
    {
        var rank = tensors.Max(tensor => tensor.Rank);
        var shape = Enumerable.Repeat(SizeExpression.Fixed(1), rank).ToArray();
        foreach (var tensor in tensors)
        {
            for (var axis = 0; axis < tensor.Rank; axis++)
            {
                if (tensor.Shape[axis] is not { IsFixed: true, Value: 1 })
                    shape[rank - tensor.Rank + axis] = tensor.Shape[axis];
            }
        }

        return shape;
    }
}
