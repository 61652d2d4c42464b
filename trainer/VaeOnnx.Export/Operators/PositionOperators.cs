using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Parts of a tensor by position, and its elements in another order along axes. Accepts positions that follow the free dimensions.
/// Gather, GatherElements, Slice. Opset 13 to 21. Deviations: a position outside of an axis fails when the graph runs, as in TorchSharp.
/// </summary>
internal static class PositionOperators
{
    [Operator("select", Onnx = "Gather", Covers = "negative positions")]
    internal static GraphValue Select(EmitterContext c) =>
        c.Emit("Gather", [c.Input, c.ScalarOf(c.Size("index"))], ("axis", Axis(c, "dim")));

    [Operator("narrow", Onnx = "Slice", Covers = "negative starts")]
    internal static GraphValue Narrow(EmitterContext c)
    {
        var (start, length) = (c.Size("start"), c.Size("length"));
        var axis = Axis(c, "dim");
        if (start.IsFixed && length.IsFixed)
        {
            // A range that is counted from the end and reaches it would stop at 0, which Slice counts from the start.
            var stop = start.Value + length.Value;
            return c.Slice(c.Input, axis, start.Value, start.Value < 0 && stop == 0 ? EmitterContext.ToEnd : stop);
        }

        if (start is { IsFixed: true, Value: < 0 })
            throw c.Refuse("Its start is counted from the end and its length follows a free dimension.", "Count the start from the front.");
        return c.Slice(c.Input, axis, c.SizeVector([start]), c.Emit("Add", [c.SizeVector([start]), c.SizeVector([length])]));
    }

    [Operator("slice", Onnx = "Slice", Covers = "negative positions, steps")]
    internal static GraphValue Slice(EmitterContext c) => c.Slice(c.Input, Axis(c, "dim"), c.Size("start"), c.Size("finish"), c.Int("step"));

    [Operator("index_select", Onnx = "Gather")]
    internal static GraphValue IndexSelect(EmitterContext c)
    {
        var index = c.Tensor("index");
        return c.Emit("Gather", [c.Input, index.Rank == 0 ? c.Unsqueeze(index, 0) : index], ("axis", Axis(c, "dim")));
    }

    [Operator("gather", Onnx = "GatherElements")]
    internal static GraphValue Gather(EmitterContext c) => c.Input.Rank == 0
        ? c.Reshape(c.Input, c.Result.Shape)
        : c.Emit("GatherElements", [c.Input, c.Tensor("index")], ("axis", Axis(c, "dim")));

    [Operator("take", Onnx = "Reshape, Gather")]
    internal static GraphValue Take(EmitterContext c) =>
        c.Emit("Gather", [c.Emit("Reshape", [c.Input, c.Vector(-1)]), c.Tensor("index")], ("axis", 0));

    [Operator("take_along_dim", Onnx = "Expand, GatherElements", Covers = "broadcast; one axis or all")]
    internal static GraphValue TakeAlong(EmitterContext c)
    {
        var indices = c.Tensor("indices");
        if (c.OptionalInt("dim") is not { } dim)
        {
            var flat = c.Emit("Reshape", [c.Input, c.Vector(-1)]);
            return c.Emit("GatherElements", [flat, c.Emit("Reshape", [indices, c.Vector(-1)])], ("axis", 0));
        }

        var axis = (int)EmitterContext.Axis(dim, c.Input.Rank);
        var source = c.Result.Shape.Select((size, place) => place == axis ? c.Input.Shape[axis] : size).ToArray();
        return c.Emit("GatherElements", [c.Expand(c.Input, source), c.Expand(indices, c.Result.Shape)], ("axis", axis));
    }

    [Operator("flip", Onnx = "Slice", Covers = "any axes")]
    internal static GraphValue Flip(EmitterContext c) => Flipped(c, c.Input, c.Ints("dims"));

    [Operator("fliplr", Onnx = "Slice")]
    internal static GraphValue FlipColumns(EmitterContext c) => Flipped(c, c.Input, 1);

    [Operator("flipud", Onnx = "Slice")]
    internal static GraphValue FlipRows(EmitterContext c) => Flipped(c, c.Input, 0);

    [Operator("rot90", Onnx = "Slice, Transpose", Covers = "any number of turns, any two axes")]
    internal static GraphValue Rotate(EmitterContext c)
    {
        var axes = (c.OptionalInts("dims") ?? [0, 1]).Select(axis => EmitterContext.Axis(axis, c.Input.Rank)).ToArray();
        var order = Enumerable.Range(0, c.Input.Rank).Select(axis => (long)axis).ToArray();
        (order[axes[0]], order[axes[1]]) = (order[axes[1]], order[axes[0]]);
        return (((c.Int("k") % 4) + 4) % 4) switch
        {
            1 => c.Transpose(Flipped(c, c.Input, axes[1]), order),
            2 => Flipped(c, c.Input, axes),
            3 => c.Transpose(Flipped(c, c.Input, axes[0]), order),
            _ => c.Input,
        };
    }

    [Operator("roll", Onnx = "Slice, Concat; Gather", Covers = "any axes, or all as one; any shift")]
    internal static GraphValue Roll(EmitterContext c)
    {
        var shifts = c.Ints("shifts");
        if (c.OptionalInts("dims") is not { Length: > 0 } dims)
        {
            var count = c.Input.Shape.Aggregate(1L, (product, size) => product * c.Fixed(size, "The number of elements"));
            return c.Reshape(Rolled(c, c.Emit("Reshape", [c.Input, c.Vector(-1)]), 0, SizeExpression.Fixed(count), shifts[0]), c.Result.Shape);
        }

        var value = c.Input;
        for (var index = 0; index < dims.Length; index++)
        {
            var axis = EmitterContext.Axis(dims[index], c.Input.Rank);
            value = Rolled(c, value, axis, c.Input.Shape[(int)axis], shifts[index]);
        }

        return value;
    }

    [Operator("combinations", Onnx = "Gather", Covers = "a vector of fixed size")]
    internal static GraphValue Combinations(EmitterContext c)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var count = c.Fixed(c.Input.Shape[0], "The size of the vector");
        var positions = TorchSharp.torch.combinations(TorchSharp.torch.arange(count), (int)c.Int("r"), c.Bool("with_replacement"));
        return c.Emit("Gather", [c.Input, c.Constant("positions", positions)], ("axis", 0));
    }

    private static long Axis(EmitterContext c, string name) => EmitterContext.Axis(c.Int(name), c.Input.Rank);

    private static GraphValue Flipped(EmitterContext c, GraphValue value, params long[] axes)
    {
        if (axes.Length == 0 || c.Input.Rank == 0)
            return value;
        long[] counted = [.. axes.Select(axis => EmitterContext.Axis(axis, c.Input.Rank))];
        long[] Each(long one) => [.. counted.Select(_ => one)];
        // From the last element to before the first.
        return c.Emit("Slice", [value, c.Vector(Each(-1)), c.Vector(Each(long.MinValue)), c.Vector(counted), c.Vector(Each(-1))]);
    }

    private static GraphValue Rolled(EmitterContext c, GraphValue value, long axis, SizeExpression size, long shift)
    {
        if (!size.IsFixed)
        {
            var positions = c.Emit("Sub", [c.Positions(size), c.Scalar(shift, ElementType.Int64)]);
            return c.Emit("Gather", [value, c.Emit("Mod", [positions, c.ScalarOf(size)])], ("axis", axis));
        }

        var moved = size.Value == 0 ? 0 : ((shift % size.Value) + size.Value) % size.Value;
        return moved == 0 ? value : c.Emit("Concat",
            [c.Slice(value, axis, size.Value - moved, EmitterContext.ToEnd), c.Slice(value, axis, 0, size.Value - moved)], ("axis", axis));
    }
}
