namespace VaeOnnx.Export.Operators;

/// <summary>
/// Average and power-average pooling over windows of one, two and three axes. Accepts kernel, stride, padding, ceil_mode,
/// count_include_pad and divisor_override, batched input or a single image; float32. AveragePool; Pow. Opset 13 to 21.
/// Deviations: the order of float32 sums.
/// </summary>
internal static class AveragePoolingOperators
{
    [Operator("functional.avg_pool1d", "functional.avg_pool2d", "functional.avg_pool3d", Onnx = "AveragePool; Mul",
        Covers = "kernel, stride, padding, ceil_mode, count_include_pad, divisor_override, single images; ceil_mode of free sizes without padding or with count_include_pad: false")]
    internal static GraphValue AveragePool(EmitterContext c)
    {
        var rank = PoolingWindow.SpatialRank(c);
        var window = PoolingWindow.Of(c, rank);
        var divisor = c.OptionalInt("divisor_override") ?? 0;
        return SpatialArguments.Batched(c, rank, input =>
            Average(c, input, window, c.Bool("count_include_pad", fallback: true), divisor));
    }

    [Operator("functional.lp_pool1d", "functional.lp_pool2d", Onnx = "Pow, AveragePool, Mul, Pow",
        Covers = "every norm_type but infinity, kernel, stride, ceil_mode, single images")]
    internal static GraphValue PowerAveragePool(EmitterContext c)
    {
        var power = c.Number("norm_type");
        if (!double.IsFinite(power))
            throw c.Refuse("The norm of order infinity is another operation.", "Use max_pool.");
        var rank = PoolingWindow.SpatialRank(c);
        var window = PoolingWindow.Of(c, rank);
        var count = window.Kernel.Aggregate(1L, (product, size) => product * size);
        return SpatialArguments.Batched(c, rank, input =>
        {
            var powers = power == 2 ? c.Emit("Mul", [input, input]) : c.Emit("Pow", [input, c.Scalar(power, input.ElementType)]);
            // As libtorch does: the mean times the kernel's size, also where ceil_mode cuts a window.
            var sums = c.Emit("Mul", [Average(c, powers, window, countPadding: true, divisor: 0), c.Scalar(count, input.ElementType)]);
            return power == 2 ? c.Emit("Sqrt", [sums]) : c.Emit("Pow", [sums, c.Scalar(1 / power, input.ElementType)]);
        });
    }

    private static GraphValue Average(EmitterContext c, GraphValue input, PoolingWindow window, bool countPadding, long divisor)
    {
        SpatialArguments.RequireFloat32(c, "AveragePool");
        if (divisor != 0 && window.Overrun is null)
            throw c.Refuse("divisor_override with ceil_mode is not covered where the size follows a free dimension.", "Use ceil_mode: false, or fix the dimension.");
        var hasPadding = window.Padding.Any(pad => pad != 0);
        if (window.Overrun is null && countPadding && hasPadding)
        {
            throw c.Refuse("ceil_mode with counted padding is not covered where the size follows a free dimension.",
                "Use count_include_pad: false or ceil_mode: false, or fix the dimension.");
        }

        // With ceil_mode left to the engine there is no padding to count: each mean is over the input alone.
        var isWhole = divisor != 0 || (countPadding && window.Overrun is not null);
        var mean = c.Emit("AveragePool", [input], [.. window.Attributes(), ("count_include_pad", isWhole)]);
        if (divisor != 0)
        {
            var count = window.Kernel.Aggregate(1L, (product, size) => product * size);
            return c.Emit("Mul", [mean, c.Scalar(count / (double)divisor, c.Input.ElementType)]);
        }

        return countPadding ? WithoutOverrun(c, mean, window) : mean;
    }

    /// <summary>Corrects the means of windows that reach beyond the padding, one factor an output row and column.</summary>
    private static GraphValue WithoutOverrun(EmitterContext c, GraphValue mean, PoolingWindow window)
    {
        for (var axis = 0; axis < window.Rank; axis++)
        {
            if (SpatialArguments.Sizes(c, window.Rank)[axis] is not { } size
                || window.OverrunScale(c.Result.Shape[c.Result.Rank - window.Rank + axis].Value, size, axis) is not { } scale)
                continue;
            long[] shape = [.. Enumerable.Range(0, window.Rank).Select(other => other == axis ? scale.LongLength : 1)];
            using var factors = TorchSharp.torch.tensor(scale, dtype: Graph.ElementTypes.ToTorch(c.Input.ElementType)).reshape(shape);
            mean = c.Emit("Mul", [mean, c.Constant("window_scale", factors)]);
        }

        return mean;
    }
}
