using VaeOnnx.Contracts;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// <c>x[...]</c> and <c>x[...] = value</c>. Accepts positions, ranges with steps, ellipsis, new axes and tensors of positions in any
/// mix, C# ranges, and masks in assignments. Slice, Gather, GatherND; Concat, ScatterND, Where. Opset 13 to 21; adding at positions
/// needs 16. Deviations: none; a mask that selects is refused, because the result's shape would follow the values.
/// </summary>
internal static class IndexingOperators
{
    /// <summary>The parameters of the overloads that take single positions.</summary>
    private static readonly string[] Positions = ["i1", "i2", "i3", "i4", "i5", "i6"];

    [Operator("TensorItems", "index", Onnx = "Slice, Gather, GatherND", Covers = "everything but masks")]
    internal static GraphValue Index(EmitterContext c)
    {
        var plan = IndexPlan.Of(c, Indices(c), c.Input.Rank);
        var value = Sliced(c, plan);
        var singles = Enumerable.Range(0, plan.Axes.Length).Where(axis => plan.Axes[axis].Kind is IndexKind.Single).ToArray();
        foreach (var axis in singles.Reverse())
            value = c.Emit("Gather", [value, c.ScalarOf(plan.Axes[axis].Start!)], ("axis", axis));
        if (plan.Picked.Length > 0)
            value = Picked(c, plan, value, singles);
        return c.Unsqueeze(value, plan.NewAxes);
    }

    [Operator("index_put_", "set_TensorItems", Onnx = "Slice, Concat, Expand; ScatterND; Where", Covers = "everything; masks with a value that does not follow them; accumulate from opset 16")]
    internal static GraphValue Put(EmitterContext c)
    {
        var type = c.Input.ElementType;
        var indices = Indices(c);
        var value = c.Operand(type, "value");
        var isAdded = c.Bool("accumulate");
        if (indices is [{ Tensor: { ElementType: ElementType.Bool or ElementType.UInt8 } mask }])
            return Masked(c, mask, value, isAdded);
        var plan = IndexPlan.Of(c, indices, c.Input.Rank);
        return new IndexAssignment(c, plan, c.Input.Shape).Assign(c.Input, Aligned(c, plan, value), isAdded);
    }

    private static IReadOnlyList<AxisIndex> Indices(EmitterContext c) => c.Has("indices")
        ? c.Indices("indices")
        : [.. Positions.TakeWhile(name => c.Has(name)).Select(name => AxisIndex.At(c.Size(name)))];

    private static GraphValue Sliced(EmitterContext c, IndexPlan plan)
    {
        var cut = Enumerable.Range(0, plan.Axes.Length).Where(axis => plan.Axes[axis] is { Kind: IndexKind.Slice } index && !IndexAssignment.IsWhole(index)).ToArray();
        if (cut.Length == 0)
            return c.Input;
        GraphValue Each(Func<AxisIndex, SizeExpression?> part, long fallback) =>
            c.SizeVector([.. cut.Select(axis => part(plan.Axes[axis]) ?? SizeExpression.Fixed(fallback))]);
        return c.Emit("Slice", [c.Input, Each(index => index.Start, 0), Each(index => index.Stop, EmitterContext.ToEnd),
            c.Vector([.. cut.Select(axis => (long)axis)]), Each(index => index.Step, 1)]);
    }

    /// <summary>Positions in tensors: Gather along one axis; along several, those in front, GatherND, and the result's axes to their place.</summary>
    private static GraphValue Picked(EmitterContext c, IndexPlan plan, GraphValue value, int[] singles)
    {
        var axes = Enumerable.Range(0, plan.Axes.Length).Except(singles).ToList();
        var picked = plan.Picked.Select(axis => (long)axes.IndexOf(axis)).ToArray();
        var tensors = plan.Picked.Select(axis => plan.Axes[axis].Tensor!).ToArray();
        if (picked.Length == 1)
            return c.Emit("Gather", [value, c.Cast(tensors[0], ElementType.Int64)], ("axis", picked[0]));
        var others = Enumerable.Range(0, axes.Count).Select(axis => (long)axis).Except(picked).ToArray();
        var found = c.Emit("GatherND", [c.Transpose(value, [.. picked, .. others]), PickedPositions.Stack(c, tensors)]);
        // New axes do not exist yet: the place counts the axes of x before it.
        var before = plan.PickedPlace - plan.NewAxes.Count(axis => axis < plan.PickedPlace);
        var rest = Enumerable.Range(plan.PickedRank, others.Length).Select(axis => (long)axis).ToArray();
        return c.Transpose(found, [.. rest.Take(before), .. Enumerable.Range(0, plan.PickedRank).Select(axis => (long)axis), .. rest.Skip(before)]);
    }

    /// <summary>
    /// The value laid out as the part that it fills: axes of the positions in front, then the axes of x, of size 1 where a single
    /// position is filled or the value is to be broadcast.
    /// </summary>
    private static GraphValue Aligned(EmitterContext c, IndexPlan plan, GraphValue value)
    {
        var one = SizeExpression.Fixed(1);
        var shape = value.Shape.ToList();
        while (shape.Count > plan.ResultRank && shape[0].Equals(one))
            shape.RemoveAt(0);
        while (shape.Count < plan.ResultRank)
            shape.Insert(0, one);
        int[] kept = [.. Enumerable.Range(0, plan.Axes.Length).Where(axis => plan.Axes[axis].Kind is not IndexKind.Tensor)];
        int[] positions = [.. Enumerable.Range(Math.Max(plan.PickedPlace, 0), plan.PickedRank)];
        int[] places = [.. positions, .. kept.Select(plan.PlaceOf).Where(place => place >= 0)];
        var full = c.Reshape(value, shape);
        var ordered = c.Transpose(full, [.. places.Concat(Enumerable.Range(0, shape.Count).Except(places)).Select(place => (long)place)]);
        return c.Reshape(ordered, [.. positions.Select(place => shape[place]),
            .. kept.Select(axis => plan.PlaceOf(axis) is >= 0 and var place ? shape[place] : one)]);
    }

    private static GraphValue Masked(EmitterContext c, GraphValue mask, GraphValue value, bool isAdded)
    {
        var rest = c.Input.Rank - mask.Rank;
        var shape = value.Shape.ToList();
        while (shape.Count > rest && shape[0] is { IsFixed: true, Value: 1 })
            shape.RemoveAt(0);
        if (shape.Count > rest)
        {
            throw c.Refuse("It assigns one value for each true element of a mask, and their number follows the values.",
                "Assign a single value, or use torch.where(mask, other, x) with a tensor of x's shape.");
        }

        var wide = c.Unsqueeze(c.Cast(mask, ElementType.Bool), [.. Enumerable.Range(mask.Rank, rest).Select(axis => (long)axis)]);
        var filled = c.Reshape(value, shape);
        return c.Choose(wide, isAdded ? c.Emit("Add", [c.Input, filled]) : filled, c.Input);
    }
}
