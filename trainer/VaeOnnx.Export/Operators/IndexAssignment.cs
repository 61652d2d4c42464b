using VaeOnnx.Contracts;
using VaeOnnx.Export.Tracing;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Puts values into a part of a tensor, axis by axis: the part is cut out along one axis, filled along the others, and joined
/// with what lay before and behind it. Works for axes of free size, because only positions along the cut axes are asked for.
/// </summary>
internal sealed class IndexAssignment(EmitterContext context, IndexPlan plan, IReadOnlyList<SizeExpression> shape)
{
    private readonly int[] _cut = [.. Enumerable.Range(0, plan.Axes.Length)
        .Where(axis => plan.Axes[axis].Kind is IndexKind.Single or IndexKind.Slice && !IsWhole(plan.Axes[axis]))];

    public static bool IsWhole(AxisIndex index) => index.Kind is IndexKind.Slice
        && index.Start is null or { IsFixed: true, Value: 0 } && index.Stop is null && index.Step is null or { IsFixed: true, Value: 1 };

    /// <summary>The tensor with the part changed.</summary>
    /// <param name="data">The tensor to change.</param>
    /// <param name="value">Broadcasts to the part; of the data's type.</param>
    /// <param name="isAdded">Whether values are added to what is there.</param>
    public GraphValue Assign(GraphValue data, GraphValue value, bool isAdded) => Assign(data, 0, value, isAdded);

    private GraphValue Assign(GraphValue data, int depth, GraphValue value, bool isAdded)
    {
        if (depth == _cut.Length)
            return Fill(data, value, isAdded);
        var axis = _cut[depth];
        var (start, stop) = Range(axis);
        var step = plan.Axes[axis].Step is { } given ? context.Fixed(given, "The step of an index") : 1;
        var old = context.Slice(data, axis, start, stop, step);
        var part = Assign(old, depth + 1, value, isAdded);
        return step == 1 ? Joined(data, old, part, axis, start, stop) : Interleaved(data, part, axis, start, stop, step);
    }

    private (GraphValue Start, GraphValue Stop) Range(int axis)
    {
        var index = plan.Axes[axis];
        if (index.Kind is IndexKind.Single)
            return Position(index.Start!);
        var start = index.Start ?? SizeExpression.Fixed(0);
        if (!start.IsFixed || index.Stop is { IsFixed: false } || !shape[axis].IsFixed)
            return (context.SizeVector([start]), index.Stop is null ? context.Vector(EmitterContext.ToEnd) : context.SizeVector([index.Stop]));
        var size = shape[axis].Value;
        long Counted(long position) => Math.Clamp(position < 0 ? position + size : position, 0, size);
        var first = Counted(start.Value);
        return (context.Vector(first), context.Vector(Math.Max(first, Counted(index.Stop?.Value ?? size))));
    }

    private (GraphValue Start, GraphValue Stop) Position(SizeExpression position)
    {
        if (position.IsFixed)
            return (context.Vector(position.Value), context.Vector(position.Value == -1 ? EmitterContext.ToEnd : position.Value + 1));
        var start = context.SizeVector([position]);
        return (start, context.Emit("Add", [start, context.Vector(1)]));
    }

    /// <summary>What lies before, the new part, what lies behind.</summary>
    private GraphValue Joined(GraphValue data, GraphValue old, GraphValue part, int axis, GraphValue start, GraphValue stop)
    {
        List<GraphValue> parts = [part];
        if (Constant(start) != 0)
            parts.Insert(0, context.Slice(data, axis, context.Vector(0), start));
        var last = Constant(stop);
        var isEnd = last == EmitterContext.ToEnd || (shape[axis].IsFixed && last == shape[axis].Value);
        if (!isEnd)
            parts.Add(context.Slice(data, axis, Behind(old, axis, start, stop), context.Vector(EmitterContext.ToEnd)));
        return parts.Count == 1 ? part : context.Emit("Concat", parts, ("axis", axis));
    }

    /// <summary>Where the part ends: along an axis of free size after as many elements as it really has, which may be none.</summary>
    private GraphValue Behind(GraphValue old, int axis, GraphValue start, GraphValue stop)
    {
        if (shape[axis].IsFixed || plan.Axes[axis].Kind is IndexKind.Single || Constant(start) is null or < 0)
            return stop;
        var count = context.Emit("Gather", [context.EmitAs(ElementType.Int64, "Shape", [old]), context.Vector(axis)], ("axis", 0));
        return context.Emit("Add", [start, count]);
    }

    private static long? Constant(GraphValue position)
    {
        using var data = EmitterContext.ConstantData(position);
        return data?.item<long>();
    }

    private GraphValue Interleaved(GraphValue data, GraphValue part, int axis, GraphValue start, GraphValue stop, long step)
    {
        var positions = context.Slice(context.Positions(shape[axis]), 0, start, stop, step);
        return Scattered(data, context.Transpose(part, InFront([axis])), [axis], context.Unsqueeze(positions, 1));
    }

    private GraphValue Fill(GraphValue data, GraphValue value, bool isAdded)
    {
        if (plan.Picked.Length > 0)
            return FillPicked(data, value, isAdded);
        var filled = context.Emit("Expand", [value, context.EmitAs(ElementType.Int64, "Shape", [data])]);
        return isAdded ? context.Emit("Add", [data, filled]) : filled;
    }

    /// <summary>Positions in tensors: the part has their shape, then that of the axes that are left.</summary>
    private GraphValue FillPicked(GraphValue data, GraphValue value, bool isAdded)
    {
        var indices = PickedPositions.Stack(context, [.. plan.Picked.Select(axis => plan.Axes[axis].Tensor!)]);
        var moved = context.Transpose(data, InFront(plan.Picked));
        var rest = context.Slice(context.EmitAs(ElementType.Int64, "Shape", [moved]), 0, plan.Picked.Length, EmitterContext.ToEnd);
        var picked = context.Slice(context.EmitAs(ElementType.Int64, "Shape", [indices]), 0, 0, plan.PickedRank);
        var updates = context.Emit("Expand", [value, context.Emit("Concat", [picked, rest], ("axis", 0))]);
        if (isAdded)
            context.RequireOpset(16, "Adding at positions");
        return Scattered(data, updates, plan.Picked, indices, isAdded ? [("reduction", "add")] : []);
    }

    private long[] InFront(int[] front) =>
        [.. front.Select(axis => (long)axis), .. Enumerable.Range(0, plan.Axes.Length).Except(front).Select(axis => (long)axis)];

    /// <summary>ScatterND with some axes in front, as the updates have them; then every axis back in its place.</summary>
    private GraphValue Scattered(GraphValue data, GraphValue updates, int[] front, GraphValue indices, params OnnxAttribute[] attributes)
    {
        var order = InFront(front);
        var scattered = context.Emit("ScatterND", [context.Transpose(data, order), indices, updates], attributes);
        var back = new long[order.Length];
        for (var place = 0; place < order.Length; place++)
            back[order[place]] = place;
        return context.Transpose(scattered, back);
    }
}
