using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Graph.Shapes;

/// <content>Operators that move elements: views, parts, joins.</content>
internal static partial class ShapeInference
{
    private static SizeExpression?[]?[]? Rearranged(NodeShapes node) => node.OpType switch
    {
        "Shape" => [[Map(Rank(node.Shape(0)), rank => rank)]],
        "Size" => [[]],
        "Transpose" => [Transposed(node)],
        "Unsqueeze" => [Unsqueezed(node)],
        "Squeeze" => [Squeezed(node)],
        "Reshape" => [Reshaped(node)],
        "Expand" => [Expanded(node)],
        "Concat" => [Joined(node)],
        "Slice" => [Sliced(node)],
        "Split" => Parts(node),
        "Tile" => [Scaled(node.Shape(0), node.Longs(1))],
        "Pad" => [Padded(node)],
        "Gather" => [Gathered(node)],
        "GatherElements" => [node.Shape(1)],
        "GatherND" => [Picked(node)],
        "DepthToSpace" => [Blocks(node, -1)],
        "SpaceToDepth" => [Blocks(node, 1)],
        _ => null,
    };

    private static SizeExpression? Rank(SizeExpression?[]? shape) => shape is null ? null : SizeExpression.Fixed(shape.Length);

    private static SizeExpression?[]? Transposed(NodeShapes node) => node.Shape(0) is { } shape
        ? [.. (node.Integers("perm") ?? [.. Enumerable.Range(0, shape.Length).Reverse().Select(axis => (long)axis)]).Select(axis => shape[axis])]
        : null;

    private static SizeExpression?[]? Unsqueezed(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape || node.Longs(1) is not { } axes)
            return null;
        var added = axes.Select(axis => EmitterContext.Axis(axis, shape.Length + axes.Length)).ToHashSet();
        var sizes = new Queue<SizeExpression?>(shape);
        return [.. Enumerable.Range(0, shape.Length + axes.Length).Select(axis => added.Contains(axis) ? One : sizes.Dequeue())];
    }

    private static SizeExpression?[]? Squeezed(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape || node.Longs(1) is not { } axes)
            return null;
        var dropped = axes.Select(axis => EmitterContext.Axis(axis, shape.Length)).ToHashSet();
        return [.. shape.Where((_, axis) => !dropped.Contains(axis))];
    }

    private static SizeExpression?[]? Reshaped(NodeShapes node)
    {
        if (node.Longs(1) is not { } target)
            return Unknown(node.Shape(1));
        var source = node.Shape(0);
        var shape = target.Select((size, axis) => size > 0 ? SizeExpression.Fixed(size) : size == 0 && source is not null && axis < source.Length ? source[axis] : null).ToArray();
        var inferred = Array.IndexOf(target, -1);
        if (inferred >= 0 && source is not null && source.Concat(shape.Where((_, axis) => axis != inferred)).All(size => size is { IsFixed: true, Value: > 0 }))
        {
            var rest = shape.Where((_, axis) => axis != inferred).Aggregate(1L, (product, size) => product * size!.Value);
            shape[inferred] = SizeExpression.Fixed(source.Aggregate(1L, (product, size) => product * size!.Value) / rest);
        }

        return shape;
    }

    /// <summary>As many axes as a vector of sizes has elements.</summary>
    private static SizeExpression?[]? Unknown(SizeExpression?[]? vector) =>
        vector is [{ IsFixed: true } count] ? new SizeExpression?[count.Value] : null;

    private static SizeExpression?[]? Expanded(NodeShapes node)
    {
        var target = node.Longs(1) is { } sizes ? [.. sizes.Select(SizeExpression.Fixed)] : Unknown(node.Shape(1));
        return Broadcast([node.Shape(0), target]);
    }

    private static SizeExpression?[]? Joined(NodeShapes node)
    {
        var shapes = node.AllShapes().ToArray();
        if (shapes.Any(shape => shape is null))
            return null;
        var axis = EmitterContext.Axis(node.Integer("axis", 0), shapes[0]!.Length);
        return [.. shapes[0]!.Select((size, place) => place == axis ? Sum(shapes.Select(shape => shape![place])) : size ?? shapes.Select(shape => shape![place]).FirstOrDefault(other => other is not null))];
    }

    private static SizeExpression?[]? Sliced(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape || (node.Inputs > 3 && node.Longs(3) is null))
            return null;
        var (starts, stops, result) = (node.Longs(1), node.Longs(2), shape.ToArray());
        var axes = node.Longs(3) ?? [.. Enumerable.Range(0, shape.Length).Select(axis => (long)axis)];
        var steps = node.Inputs > 4 ? node.Longs(4) : [.. axes.Select(_ => 1L)];
        for (var index = 0; index < axes.Length; index++)
        {
            var axis = EmitterContext.Axis(axes[index], shape.Length);
            result[axis] = starts is null || stops is null || steps is null ? null : Cut(shape[axis], starts[index], stops[index], steps[index]);
        }

        return result;
    }

    private static SizeExpression? Cut(SizeExpression? size, long start, long stop, long step)
    {
        var isWhole = step == 1 ? start == 0 && stop >= int.MaxValue : step == -1 && start is -1 or >= int.MaxValue && stop <= -int.MaxValue;
        return isWhole ? size : Map(size, count =>
        {
            long Counted(long position, long low, long high) => Math.Clamp(position < 0 ? position + count : position, low, high);
            return step > 0
                ? Math.Max(0, (Counted(stop, 0, count) - Counted(start, 0, count) + step - 1) / step)
                : Math.Max(0, (Counted(start, 0, count - 1) - (stop < -count ? -1 : Counted(stop, -1, count - 1)) - step - 1) / -step);
        });
    }

    private static SizeExpression?[]?[]? Parts(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape)
            return null;
        var axis = EmitterContext.Axis(node.Integer("axis", 0), shape.Length);
        var sizes = node.Longs(1) is { } given ? [.. given.Select(SizeExpression.Fixed)]
            : Enumerable.Repeat(node.Inputs > 1 ? null : Map(shape[axis], count => count / node.Outputs), node.Outputs);
        return [.. sizes.Select(size => shape.Select((old, place) => place == axis ? size : old).ToArray())];
    }

    /// <summary>Every axis as many times as long as counts say.</summary>
    private static SizeExpression?[]? Scaled(SizeExpression?[]? shape, long[]? counts) =>
        shape?.Select((size, axis) => counts is null ? null : counts[axis] == 1 ? size : Map(size, count => count * counts[axis])).ToArray();

    private static SizeExpression?[]? Padded(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape)
            return null;
        var pads = node.Longs(1);
        long Added(int axis) => pads![axis] + pads[axis + shape.Length];
        return [.. shape.Select((size, axis) => pads is null ? null : Added(axis) == 0 ? size : Map(size, count => count + Added(axis)))];
    }

    private static SizeExpression?[]? Gathered(NodeShapes node)
    {
        if (node.Shape(0) is not { } data || node.Shape(1) is not { } indices)
            return null;
        var axis = (int)EmitterContext.Axis(node.Integer("axis", 0), data.Length);
        return [.. data[..axis], .. indices, .. data[(axis + 1)..]];
    }

    private static SizeExpression?[]? Picked(NodeShapes node) => node.Shape(0) is { } data && node.Shape(1) is [.., { IsFixed: true } depth] indices
        ? [.. indices[..^1], .. data[(int)(node.Integer("batch_dims", 0) + depth.Value)..]]
        : null;

    private static SizeExpression?[]? Blocks(NodeShapes node, int direction)
    {
        var side = node.Integer("blocksize", 1);
        long Spread(long size) => direction > 0 ? size / side : size * side;
        return node.Shape(0) is [var batch, var depth, .. var spatial]
            ? [batch, Map(depth, count => direction > 0 ? count * side * side : count / (side * side)), .. spatial.Select(size => Map(size, Spread))]
            : null;
    }
}
