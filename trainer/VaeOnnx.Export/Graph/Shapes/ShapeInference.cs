using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Graph.Shapes;

/// <summary>
/// The shapes of values that emitters made on the way to their results, told from the nodes as the ONNX specification of each
/// operator does. A null axis has a size that only the running graph knows.
/// </summary>
internal static partial class ShapeInference
{
    private static readonly SizeExpression One = SizeExpression.Fixed(1);

    private static readonly HashSet<string> SameAsFirst =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "BatchNormalization", "BitwiseNot", "Cast", "Ceil", "Celu", "Clip", "Cos", "Cosh",
        "CumSum", "Elu", "Erf", "Exp", "Floor", "Gelu", "GroupNormalization", "HardSigmoid", "HardSwish", "Identity", "InstanceNormalization",
        "IsInf", "IsNaN", "LRN", "LayerNormalization", "LeakyRelu", "Log", "LogSoftmax", "LpNormalization", "Mish", "Neg", "Not", "PRelu", "Reciprocal",
        "Relu", "Round", "ScatterElements", "ScatterND", "Selu", "Shrink", "Sigmoid", "Sign", "Sin", "Sinh", "Softmax", "Softplus", "Softsign",
        "Sqrt", "Tan", "Tanh", "ThresholdedRelu", "Trilu",
    ];

    private static readonly HashSet<string> Broadcasting =
    [
        "Add", "And", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "Div", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Mean", "Min",
        "Mod", "Mul", "Or", "Pow", "Sub", "Sum", "Where", "Xor",
    ];

    /// <summary>States the shapes of all values of a graph whose nodes are in order.</summary>
    public static void State(IEnumerable<GraphNode> nodes)
    {
        foreach (var node in nodes)
        {
            var told = node.Outputs.All(output => output.KnownShape is not null) ? null : Shapes(new NodeShapes(node));
            for (var index = 0; index < node.Outputs.Count; index++)
                node.Outputs[index].StatedShape ??= told is not null && index < told.Length ? told[index] : null;
        }
    }

    /// <summary>The shapes of a node's outputs; null for an operator that is not known.</summary>
    private static SizeExpression?[]?[]? Shapes(NodeShapes node)
    {
        var type = node.OpType;
        if (SameAsFirst.Contains(type))
            return [node.Shape(0)];
        if (Broadcasting.Contains(type))
            return [Broadcast(node.AllShapes())];
        if (type.StartsWith("Reduce", StringComparison.Ordinal))
            return [Reduced(node, node.Longs(1) ?? node.Integers("axes"))];
        return Rearranged(node) ?? Computed(node);
    }

    /// <summary>The shape that several shapes broadcast to.</summary>
    private static SizeExpression?[]? Broadcast(IEnumerable<SizeExpression?[]?> shapes)
    {
        SizeExpression?[] result = [];
        foreach (var shape in shapes)
        {
            if (shape is null)
                return null;
            var rank = Math.Max(result.Length, shape.Length);
            result = [.. Enumerable.Range(0, rank).Select(axis => Broadcast(At(result, axis, rank), At(shape, axis, rank)))];
        }

        return result;
    }

    private static SizeExpression? At(SizeExpression?[] shape, int axis, int rank) =>
        axis < rank - shape.Length ? One : shape[axis - (rank - shape.Length)];

    private static SizeExpression? Broadcast(SizeExpression? one, SizeExpression? other)
    {
        if (One.Equals(one))
            return other;
        if (One.Equals(other) || Equals(one, other))
            return one;
        // A fixed size that is not 1 is what the other has to be or to become.
        return one is { IsFixed: true } ? one : other is { IsFixed: true } ? other : null;
    }

    private static SizeExpression?[]? Reduced(NodeShapes node, long[]? axes)
    {
        if (node.Shape(0) is not { } shape)
            return null;
        var keeps = node.Integer("keepdims", 1) != 0;
        if (axes is null or [])
            return node.Integer("noop_with_empty_axes", 0) != 0 ? shape : keeps ? [.. shape.Select(_ => One)] : [];
        var reduced = axes.Select(axis => (int)EmitterContext.Axis(axis, shape.Length)).ToHashSet();
        return keeps
            ? [.. shape.Select((size, axis) => reduced.Contains(axis) ? One : size)]
            : [.. shape.Where((_, axis) => !reduced.Contains(axis))];
    }

    private static SizeExpression? Sum(IEnumerable<SizeExpression?> sizes) =>
        sizes.All(size => size is { IsFixed: true }) ? SizeExpression.Fixed(sizes.Sum(size => size!.Value)) : null;

    private static SizeExpression? Map(SizeExpression? size, Func<long, long> function) =>
        size is { IsFixed: true } ? SizeExpression.Fixed(function(size.Value)) : null;
}
