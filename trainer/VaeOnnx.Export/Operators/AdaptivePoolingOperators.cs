using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Pooling to a given output size. Accepts every output size of fixed input sizes, and size 1 of free ones; batched input or a
/// single image. GlobalAveragePool, GlobalMaxPool; AveragePool, MaxPool where the windows are equal; otherwise MatMul with a constant
/// matrix of means, or Gather and ReduceMax. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class AdaptivePoolingOperators
{
    private const string Unequal = "Pooling an axis that follows a free dimension to a fixed size above 1 makes windows that no operator expresses.";

    [Operator("functional.adaptive_avg_pool1d", "functional.adaptive_avg_pool2d", "functional.adaptive_avg_pool3d",
        Onnx = "GlobalAveragePool; AveragePool; MatMul", Covers = "every output size of fixed input sizes, 1 of free ones; single images")]
    internal static GraphValue AdaptiveAveragePool(EmitterContext c) => Average(c, c.Ints("output_size"), PoolingWindow.SpatialRank(c));

    [Operator("functional.adaptive_max_pool1d", "functional.adaptive_max_pool2d", Onnx = "GlobalMaxPool; MaxPool; Gather, ReduceMax",
        Covers = "every output size of fixed input sizes, 1 of free ones; single images")]
    internal static GraphValue AdaptiveMaxPool(EmitterContext c)
    {
        MaxPoolingOperators.RequireTypes(c);
        var rank = PoolingWindow.SpatialRank(c);
        var wanted = SpatialArguments.Spread(c.Ints("output_size"), rank, 1);
        if (wanted.All(size => size == 1))
            return SpatialArguments.Batched(c, rank, input => c.Emit("GlobalMaxPool", [input]));
        if (EqualWindow(c, wanted) is { } kernel)
            return SpatialArguments.Batched(c, rank, input => c.Emit("MaxPool", [input], ("kernel_shape", kernel), ("strides", kernel)));
        var result = c.Input;
        for (var axis = 0; axis < rank; axis++)
            result = MaximaAlong(c, result, c.Input.Rank - rank + axis, wanted[axis]);
        return result;
    }

    [Operator("functional.adaptive_max_pool1d_with_indices", "functional.adaptive_max_pool2d_with_indices", Onnx = "MaxPool, Mod",
        Covers = "output sizes that divide fixed input sizes; single images")]
    internal static GraphValue[] AdaptiveMaxPoolWithIndices(EmitterContext c)
    {
        var rank = PoolingWindow.SpatialRank(c);
        var kernel = EqualWindow(c, SpatialArguments.Spread(c.Ints("output_size"), rank, 1))
            ?? throw c.Refuse("Indices of maxima in windows of unequal size are not covered.", "Use an output size that divides the input size.");
        return MaxPoolingOperators.WithIndices(c, rank, [("kernel_shape", kernel), ("strides", kernel)]);
    }

    /// <summary>The mean over windows to an output size, of the operation's input.</summary>
    internal static GraphValue Average(EmitterContext c, long[] outputSize, int rank)
    {
        SpatialArguments.RequireFloat32(c, "AveragePool");
        var wanted = SpatialArguments.Spread(outputSize, rank, 1);
        if (wanted.All(size => size == 1))
            return SpatialArguments.Batched(c, rank, input => c.Emit("GlobalAveragePool", [input]));
        if (EqualWindow(c, wanted) is { } kernel)
            return SpatialArguments.Batched(c, rank, input => c.Emit("AveragePool", [input], ("kernel_shape", kernel), ("strides", kernel)));
        var result = c.Input;
        for (var axis = 0; axis < rank; axis++)
            result = MeansAlong(c, result, c.Input.Rank - rank + axis, wanted[axis]);
        return result;
    }

    /// <summary>The kernel, which is the stride too, where all windows are equal; refuses free sizes.</summary>
    private static long[]? EqualWindow(EmitterContext c, long[] wanted)
    {
        var sizes = SpatialArguments.Sizes(c, wanted.Length);
        if (sizes.Any(size => size is null))
            throw c.Refuse(Unequal, "Pool to size 1, or fix the dimension in the input's TensorSpec.");
        return sizes.Zip(wanted).All(axis => axis.First!.Value % axis.Second == 0)
            ? [.. sizes.Zip(wanted, (size, count) => size!.Value / count)]
            : null;
    }

    /// <summary>Window i reaches from floor(i · size / count) to ceil((i + 1) · size / count), as libtorch has it.</summary>
    private static (long Start, long End)[] Windows(long size, long count) =>
        [.. Enumerable.Range(0, (int)count).Select(index => (index * size / count, (((index + 1) * size) + count - 1) / count))];

    private static GraphValue MeansAlong(EmitterContext c, GraphValue value, int axis, long count)
    {
        var size = c.Input.Shape[axis].Value;
        if (size == count)
            return value;
        using var scope = NewDisposeScope();
        var matrix = zeros(size, count);
        foreach (var (window, index) in Windows(size, count).Select((window, index) => (window, index)))
            matrix.narrow(0, window.Start, window.End - window.Start).select(1, index).fill_(1.0 / (window.End - window.Start));
        return AxisProduct.Along(c, value, axis, "window_means", matrix);
    }

    private static GraphValue MaximaAlong(EmitterContext c, GraphValue value, int axis, long count)
    {
        var size = c.Input.Shape[axis].Value;
        if (size == count)
            return value;
        using var scope = NewDisposeScope();
        var windows = Windows(size, count);
        var longest = windows.Max(window => window.End - window.Start);
        // A shorter window repeats its last element: the maximum stays.
        long[] indices = [.. windows.SelectMany(window => Enumerable.Range(0, (int)longest).Select(step => Math.Min(window.Start + step, window.End - 1)))];
        var gathered = c.Emit("Gather", [value, c.Constant("window_indices", torch.tensor(indices).reshape(count, longest))], ("axis", axis));
        return c.Reduced("ReduceMax", gathered, [axis + 1], keepDimensions: false);
    }
}
