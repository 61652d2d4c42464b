namespace VaeOnnx.Export.Operators;

/// <summary>
/// Maximum and average pooling over windows. Accepts kernel, stride, padding, dilation, ceil_mode and count_include_pad. MaxPool,
/// AveragePool, GlobalAveragePool. Opset 13 to 21. Deviations: none; divisor_override is refused.
/// </summary>
internal static class PoolingOperators
{
    [Operator("functional.max_pool1d", "functional.max_pool2d", "functional.max_pool3d", Onnx = "MaxPool",
        Covers = "kernel, stride, padding, dilation, ceil_mode; batched input")]
    internal static GraphValue MaxPool(EmitterContext c)
    {
        var window = Window.Of(c);
        return c.Emit("MaxPool", [c.Input], [.. window.Attributes(), ("dilations", window.Spread(c.OptionalInts("dilation"), 1))]);
    }

    [Operator("functional.avg_pool1d", "functional.avg_pool2d", "functional.avg_pool3d", Onnx = "AveragePool",
        Covers = "kernel, stride, padding, ceil_mode, count_include_pad; batched input")]
    internal static GraphValue AveragePool(EmitterContext c)
    {
        if (c.OptionalInt("divisor_override") is not (null or 0))
            throw c.Refuse("divisor_override has no counterpart in AveragePool.", "Multiply the result of the pooling by kernel size / divisor.");
        return c.Emit("AveragePool", [c.Input], [.. Window.Of(c).Attributes(), ("count_include_pad", c.Bool("count_include_pad", fallback: true))]);
    }

    [Operator("functional.adaptive_avg_pool1d", "functional.adaptive_avg_pool2d", "functional.adaptive_avg_pool3d",
        Onnx = "GlobalAveragePool; AveragePool", Covers = "output size 1; output sizes that divide a fixed input size; batched input")]
    internal static GraphValue AdaptiveAveragePool(EmitterContext c)
    {
        var spatial = SpatialRank(c);
        var output = c.Ints("output_size");
        long[] wanted = output.Length == spatial ? output : [.. Enumerable.Repeat(output[0], spatial)];
        if (wanted.All(size => size == 1))
            return c.Emit("GlobalAveragePool", [c.Input]);
        var kernel = new long[spatial];
        for (var axis = 0; axis < spatial; axis++)
        {
            var size = c.Input.Shape[axis + 2];
            if (!size.IsFixed || size.Value % wanted[axis] != 0)
                throw c.Refuse($"An axis of size {size} cannot be pooled to {wanted[axis]} equal windows.", "Use an output size that divides the input size, or 1.");
            kernel[axis] = size.Value / wanted[axis];
        }

        return c.Emit("AveragePool", [c.Input], ("kernel_shape", kernel), ("strides", kernel));
    }

    private static int SpatialRank(EmitterContext c) => c.Operation[^2] - '0';

    /// <summary>Kernel, stride and padding of a pooling, one number an axis.</summary>
    private sealed record Window(int Rank, long[] Kernel, long[] Strides, long[] Padding, bool CeilMode)
    {
        public static Window Of(EmitterContext c)
        {
            var rank = SpatialRank(c);
            if (c.Input.Rank != rank + 2)
                throw c.Refuse($"Pooling of {c.Input.Rank} axes is not covered.", "Add a batch axis with unsqueeze(0).");
            var kernel = c.Ints("kernel_size");
            long[] spread = kernel.Length == rank ? kernel : [.. Enumerable.Repeat(kernel[0], rank)];
            var window = new Window(rank, spread, spread, new long[rank], c.Bool("ceil_mode"));
            return window with
            {
                Strides = c.OptionalInts("stride", "strides") is { Length: > 0 } strides ? window.Spread(strides, 1) : spread,
                Padding = window.Spread(c.OptionalInts("padding"), 0),
            };
        }

        public long[] Spread(long[]? values, long fallback)
        {
            values ??= [fallback];
            return values.Length == Rank ? values : [.. Enumerable.Repeat(values[0], Rank)];
        }

        public OnnxAttribute[] Attributes() =>
        [
            ("kernel_shape", Kernel),
            ("strides", Strides),
            ("pads", (long[])[.. Padding, .. Padding]),
            ("ceil_mode", CeilMode),
        ];
    }
}
