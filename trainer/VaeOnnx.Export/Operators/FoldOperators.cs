using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sliding windows as columns, and back; windows along one axis. Accepts kernel, dilation, padding and stride of images of fixed
/// size, batched; free sizes along one axis. Pad, Gather, Transpose, Reshape, Range; Col2Im (opset 18). Deviations: the order of float32 sums in fold.
/// </summary>
internal static class FoldOperators
{
    [Operator("functional.unfold", Onnx = "Pad, Gather, Transpose, Reshape", Covers = "kernel_size, dilation, padding, stride; fixed height and width")]
    internal static GraphValue Unfold(EmitterContext c)
    {
        long[] kernel = Pair(c, "kernel_size", 1), dilation = Pair(c, "dilation", 1), padding = Pair(c, "padding", 0), stride = Pair(c, "stride", 1);
        var first = c.Input.Rank - 2;
        var value = c.Emit("Pad", [c.Input, c.Vector([.. new long[first], .. padding, .. new long[first], .. padding]), c.Scalar(0, c.Input.ElementType)]);
        for (var axis = 0; axis < 2; axis++)
        {
            // Each spatial axis becomes two: the place in the kernel, and the window.
            var size = FixedSize(c, first + axis) + (2 * padding[axis]);
            using var indices = WindowIndices(size, kernel[axis], dilation[axis], stride[axis]);
            value = c.Emit("Gather", [value, c.Constant("window_indices", indices)], ("axis", first + (2 * axis)));
        }

        long[] order = [.. Enumerable.Range(0, first).Select(axis => (long)axis), first, first + 2, first + 1, first + 3];
        return c.Reshape(c.Emit("Transpose", [value], ("perm", order)), c.Result.Shape);
    }

    [Operator("functional.fold", Onnx = "Col2Im", Since = 18, Covers = "output_size, kernel_size, dilation, padding, stride; batched input")]
    internal static GraphValue Fold(EmitterContext c)
    {
        SpatialArguments.RequireFloat32(c, "Col2Im");
        if (c.Input.Rank != 3)
            throw c.Refuse("fold of a single image is not covered.", "Add a batch axis with unsqueeze(0).");
        var padding = Pair(c, "padding", 0);
        return c.Emit("Col2Im", [c.Input, c.Vector(Pair(c, "output_size", 1)), c.Vector(Pair(c, "kernel_size", 1))],
            ("dilations", Pair(c, "dilation", 1)),
            ("pads", (long[])[.. padding, .. padding]),
            ("strides", Pair(c, "stride", 1)));
    }

    [Operator("unfold", Onnx = "Gather, Transpose; Range", Covers = "dimension, size, step; free sizes")]
    internal static GraphValue UnfoldAxis(EmitterContext c)
    {
        var axis = (int)EmitterContext.Axis(c.Int("dimension"), c.Input.Rank);
        var gathered = c.Emit("Gather", [c.Input, Windows(c, axis)], ("axis", axis));
        long[] order = [.. Enumerable.Range(0, c.Input.Rank + 1).Where(other => other != axis + 1).Select(other => (long)other), axis + 1];
        return c.Emit("Transpose", [gathered], ("perm", order));
    }

    /// <summary>[windows, size]: element (w, k) is w · step + k.</summary>
    private static GraphValue Windows(EmitterContext c, int axis)
    {
        var (size, step) = (c.Int("size"), c.Int("step"));
        if (c.Input.Shape[axis].IsFixed)
        {
            using var windows = WindowIndices(c.Input.Shape[axis].Value, size, 1, step);
            using var indices = windows.t().contiguous();
            return c.Constant("window_indices", indices);
        }

        // As many starts as there are before the last place that a window fits at.
        var length = c.Emit("Gather", [c.EmitAs(ElementType.Int64, "Shape", [c.Input]), c.Scalar(axis, ElementType.Int64)], ("axis", 0));
        var end = c.Emit("Sub", [length, c.Scalar(size - 1, ElementType.Int64)]);
        var starts = c.Emit("Range", [c.Scalar(0, ElementType.Int64), end, c.Scalar(step, ElementType.Int64)]);
        return c.Emit("Add", [c.Unsqueeze(starts, 1), c.Positions(SizeExpression.Fixed(size))]);
    }

    private static long[] Pair(EmitterContext c, string name, long fallback) => SpatialArguments.Spread(c.OptionalInts(name), 2, fallback);

    private static long FixedSize(EmitterContext c, int axis) => c.Input.Shape[axis] is { IsFixed: true } size
        ? size.Value
        : throw c.Refuse($"Windows along axis {axis}, whose size follows a free dimension, are not covered.", "Fix the dimension in the input's TensorSpec.");

    /// <summary>[kernel, windows]: element (k, w) is w · stride + k · dilation.</summary>
    private static Tensor WindowIndices(long size, long kernel, long dilation, long stride)
    {
        using var scope = NewDisposeScope();
        var windows = ((size - (dilation * (kernel - 1)) - 1) / stride) + 1;
        return (arange(kernel, ScalarType.Int64).unsqueeze(1) * dilation + (arange(windows, ScalarType.Int64) * stride)).MoveToOuterDisposeScope();
    }
}
