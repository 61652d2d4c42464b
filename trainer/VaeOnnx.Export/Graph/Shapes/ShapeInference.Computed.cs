namespace VaeOnnx.Export.Graph.Shapes;

/// <content>Products, layers, searches.</content>
internal static partial class ShapeInference
{
    private static SizeExpression?[]?[]? Computed(NodeShapes node) => node.OpType switch
    {
        "MatMul" => [Product(node.Shape(0), node.Shape(1))],
        "Gemm" => [Gemm(node)],
        "Einsum" => [Summed(node)],
        "ArgMax" or "ArgMin" => [Reduced(node, [node.Integer("axis", 0)])],
        "TopK" => Best(node),
        "OneHot" => [Marked(node)],
        "Range" => [[Counted(node)]],
        "Conv" => [Convolved(node)],
        "ConvTranspose" => [Spatial(node.Shape(0), node.Shape(1) is [_, var channels, ..] ? Map(channels, count => count * node.Integer("group", 1)) : null)],
        "MaxPool" or "AveragePool" or "LpPool" => [.. Enumerable.Repeat(Pooled(node), node.Outputs)],
        "GlobalAveragePool" or "GlobalMaxPool" => [node.Shape(0) is [var batch, var depth, .. var rest] ? [batch, depth, .. rest.Select(_ => One)] : null],
        "Resize" => [Resized(node)],
        "GridSample" => [node.Shape(0) is [var batch, var depth, ..] && node.Shape(1) is [_, .. var sizes, _] ? [batch, depth, .. sizes] : null],
        "AffineGrid" => [node.Longs(1) is [var batch, _, .. var sizes] ? [SizeExpression.Fixed(batch), .. sizes.Select(SizeExpression.Fixed), SizeExpression.Fixed(sizes.Length)] : null],
        "LSTM" or "GRU" or "RNN" => Recurrent(node),
        _ => null,
    };

    private static SizeExpression?[]? Product(SizeExpression?[]? left, SizeExpression?[]? right)
    {
        if (left is null or [] || right is null or [])
            return null;
        var isVector = (Left: left.Length == 1, Right: right.Length == 1);
        SizeExpression?[] rows = isVector.Left ? [] : [left[^2]], columns = isVector.Right ? [] : [right[^1]];
        var batch = Broadcast([isVector.Left ? [] : left[..^2], isVector.Right ? [] : right[..^2]]);
        return [.. batch!, .. rows, .. columns];
    }

    private static SizeExpression?[]? Gemm(NodeShapes node) => node.Shape(0) is { } left && node.Shape(1) is { } right
        ? [left[node.Integer("transA", 0) == 0 ? 0 : 1], right[node.Integer("transB", 0) == 0 ? 1 : 0]]
        : null;

    private static SizeExpression?[]? Summed(NodeShapes node)
    {
        // Einsum writes equations out here: no ellipsis is left where the sizes of all axes are known by a letter.
        if (node.Text("equation", "").Split("->") is not [var inputs, var output] || inputs.Contains('.', StringComparison.Ordinal))
            return null;
        var sizes = new Dictionary<char, SizeExpression?>();
        foreach (var (letters, shape) in inputs.Split(',').Zip(node.AllShapes()))
        {
            for (var axis = 0; axis < letters.Length && shape is not null; axis++)
                sizes[letters[axis]] = sizes.GetValueOrDefault(letters[axis]) is { IsFixed: true } known && !known.Equals(One) ? known : shape[axis];
        }

        return [.. output.Select(sizes.GetValueOrDefault)];
    }

    private static SizeExpression?[]?[]? Best(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape)
            return null;
        var axis = EmitterContext.Axis(node.Integer("axis", -1), shape.Length);
        var count = node.Longs(1) is [var fixedCount] ? SizeExpression.Fixed(fixedCount) : null;
        SizeExpression?[] best = [.. shape.Select((size, place) => place == axis ? count : size)];
        return [best, best];
    }

    private static SizeExpression?[]? Marked(NodeShapes node)
    {
        if (node.Shape(0) is not { } indices)
            return null;
        var axis = (int)EmitterContext.Axis(node.Integer("axis", -1), indices.Length + 1);
        return [.. indices[..axis], node.Longs(1) is [var depth] ? SizeExpression.Fixed(depth) : null, .. indices[axis..]];
    }

    private static SizeExpression? Counted(NodeShapes node) =>
        node.Longs(0) is [var start] && node.Longs(1) is [var stop] && node.Longs(2) is [var step]
            ? SizeExpression.Fixed(Math.Max(0, (long)Math.Ceiling((stop - start) / (double)step)))
            : null;

    /// <summary>Batch and channels, and as many axes of unknown size as the input has besides.</summary>
    private static SizeExpression?[]? Spatial(SizeExpression?[]? shape, SizeExpression? channels) =>
        shape is [var batch, _, .. var rest] ? [batch, channels, .. rest.Select(_ => (SizeExpression?)null)] : null;

    private static SizeExpression?[]? Convolved(NodeShapes node)
    {
        if (node.Shape(0) is not [var batch, _, .. var spatial] || node.Shape(1) is not [var channels, _, .. var kernel])
            return null;
        return [batch, channels, .. spatial.Select((size, axis) => kernel[axis] is { IsFixed: true } side ? Windows(node, size, axis, side.Value) : null)];
    }

    private static SizeExpression?[]? Pooled(NodeShapes node) => node.Shape(0) is [var batch, var channels, .. var spatial] && node.Integers("kernel_shape") is { } kernel
        ? [batch, channels, .. spatial.Select((size, axis) => node.Integer("ceil_mode", 0) == 0 ? Windows(node, size, axis, kernel[axis]) : null)]
        : null;

    /// <summary>How many windows fit along an axis.</summary>
    private static SizeExpression? Windows(NodeShapes node, SizeExpression? size, int axis, long kernel)
    {
        if (node.Text("auto_pad", "NOTSET") is not "NOTSET")
            return null;
        var pads = node.Integers("pads");
        var padding = pads is null ? 0 : pads[axis] + pads[axis + (pads.Length / 2)];
        var reach = ((node.Integers("dilations")?[axis] ?? 1) * (kernel - 1)) + 1;
        return Map(size, count => ((count + padding - reach) / (node.Integers("strides")?[axis] ?? 1)) + 1);
    }

    private static SizeExpression?[]? Resized(NodeShapes node)
    {
        if (node.Shape(0) is not { } shape)
            return null;
        return node.Longs(3) is { } sizes ? [.. sizes.Select(SizeExpression.Fixed)] : new SizeExpression?[shape.Length];
    }

    /// <summary>All steps, then the last state and for an LSTM the last cell.</summary>
    private static SizeExpression?[]?[]? Recurrent(NodeShapes node)
    {
        if (node.Shape(0) is not [var steps, var batch, _] || node.Shape(1) is not [var directions, ..])
            return null;
        SizeExpression? hidden = SizeExpression.Fixed(node.Integer("hidden_size", 0));
        SizeExpression?[] state = [directions, batch, hidden];
        return [[steps, directions, batch, hidden], state, state];
    }
}
