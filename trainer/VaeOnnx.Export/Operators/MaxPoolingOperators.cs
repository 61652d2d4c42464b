using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Maximum pooling over windows of one, two and three axes, with and without the indices of the maxima, and the
/// inverse over one axis (TorchSharp's own over two and three axes fail). Accepts kernel, stride, padding, dilation and ceil_mode,
/// batched input or a single image. MaxPool, Mod; ScatterElements. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class MaxPoolingOperators
{
    [Operator("functional.max_pool1d", "functional.max_pool2d", "functional.max_pool3d", Onnx = "MaxPool",
        Covers = "kernel, stride, padding, dilation, ceil_mode, single images; float32, float64, int8, uint8")]
    internal static GraphValue MaxPool(EmitterContext c)
    {
        RequireTypes(c);
        var rank = PoolingWindow.SpatialRank(c);
        var window = PoolingWindow.Of(c, rank);
        return SpatialArguments.Batched(c, rank, input => window.OverrunsTheKernel
            ? c.Emit("MaxPool", [Padded(c, input, window)], ("kernel_shape", window.Kernel), ("strides", window.Strides), ("dilations", window.Dilations))
            : c.Emit("MaxPool", [input], Attributes(window)));
    }

    [Operator("functional.max_pool1d_with_indices", "functional.max_pool2d_with_indices", "functional.max_pool3d_with_indices",
        Onnx = "MaxPool, Mod", Covers = "as without indices; indices count within one channel, as TorchSharp's do")]
    internal static GraphValue[] MaxPoolWithIndices(EmitterContext c)
    {
        var rank = PoolingWindow.SpatialRank(c);
        var window = PoolingWindow.Of(c, rank);
        return window.OverrunsTheKernel
            ? throw c.Refuse("Indices of maxima in dilated windows that reach beyond the input by more than the kernel are not covered.", "Leave ceil_mode out.")
            : WithIndices(c, rank, Attributes(window));
    }

    [Operator("functional.max_unpool1d", Onnx = "ConstantOfShape, ScatterElements",
        Covers = "kernel, stride, padding, output_size, single images")]
    internal static GraphValue MaxUnpool(EmitterContext c)
    {
        var rank = PoolingWindow.SpatialRank(c);
        var leading = c.Input.Rank - rank;
        var flat = c.Vector([.. new long[leading], -1]);
        var plane = c.Result.Shape.TakeLast(rank).Aggregate(1L, (count, size) => count * size.Value);
        var shape = c.SizeVector([.. c.Input.Shape.Take(leading), SizeExpression.Fixed(plane)]);
        var zeros = c.EmitAs(c.Input.ElementType, "Expand", [c.Scalar(0, c.Input.ElementType), shape]);
        var scattered = c.Emit("ScatterElements",
            [zeros, c.Emit("Reshape", [c.Tensor("indices"), flat]), c.Emit("Reshape", [c.Input, flat])], ("axis", leading));
        return c.Reshape(scattered, c.Result.Shape);
    }

    /// <summary>Values and indices; ONNX counts the indices through the whole batch, TorchSharp within a channel.</summary>
    internal static GraphValue[] WithIndices(EmitterContext c, int rank, OnnxAttribute[] attributes)
    {
        RequireTypes(c);
        if (SpatialArguments.Sizes(c, rank).Any(size => size is null))
            throw c.Refuse("The indices of maxima in an axis that follows a free dimension are not covered.", "Fix the dimension in the input's TensorSpec.");
        var plane = SpatialArguments.Sizes(c, rank).Aggregate(1L, (count, size) => count * size!.Value);
        return SpatialArguments.BatchedMany(c, rank, input =>
        {
            var results = c.EmitMany(2, "MaxPool", [input], attributes);
            results[1].ElementType = ElementType.Int64;
            return [results[0], c.Emit("Mod", [results[1], c.Scalar(plane, ElementType.Int64)])];
        });
    }

    internal static void RequireTypes(EmitterContext c) => SpatialArguments.RequireTypes(c, "MaxPool",
        ElementType.Float32, ElementType.Float16, ElementType.Float64, ElementType.Int8, ElementType.UInt8);

    /// <summary>The input with padding that is never the largest.</summary>
    private static GraphValue Padded(EmitterContext c, GraphValue input, PoolingWindow window)
    {
        var type = c.Input.ElementType;
        var lowest = type switch { ElementType.Int8 => sbyte.MinValue, ElementType.UInt8 => byte.MinValue, _ => double.NegativeInfinity };
        return c.Emit("Pad", [input, c.Vector(window.SeparatePads), c.Scalar(lowest, type)]);
    }

    private static OnnxAttribute[] Attributes(PoolingWindow window) => [.. window.Attributes(), ("dilations", window.Dilations)];
}
