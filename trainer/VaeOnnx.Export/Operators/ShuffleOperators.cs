using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Channels to pixels, pixels to channels, channels among themselves. Accepts every factor, any number of leading axes and free
/// sizes. DepthToSpace, SpaceToDepth; Reshape and Transpose. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class ShuffleOperators
{
    [Operator("functional.pixel_shuffle", Onnx = "DepthToSpace; Reshape, Transpose, Reshape", Covers = "any upscale_factor, any leading axes")]
    internal static GraphValue PixelShuffle(EmitterContext c)
    {
        var factor = c.Int("upscale_factor");
        if (c.Input.Rank == 4 && HasBlockKernels(c))
            return c.Emit("DepthToSpace", [c.Input], ("blocksize", factor), ("mode", "CRD"));
        var (leading, shape) = (c.Input.Rank - 3, c.Input.Shape);
        var block = SizeExpression.Fixed(factor);
        var blocks = c.Reshape(c.Input, [.. shape.Take(leading), c.Result.Shape[leading], block, block, shape[leading + 1], shape[leading + 2]]);
        return c.Reshape(Permute(c, blocks, leading, 0, 3, 1, 4, 2), c.Result.Shape);
    }

    [Operator("functional.pixel_unshuffle", Onnx = "SpaceToDepth, Gather; Reshape, Transpose, Reshape",
        Covers = "any downscale_factor, any leading axes; free height and width of batched images in float32 and float64")]
    internal static GraphValue PixelUnshuffle(EmitterContext c)
    {
        var factor = c.Int("downscale_factor");
        var (leading, shape, result) = (c.Input.Rank - 3, c.Input.Shape, c.Result.Shape);
        if (leading == 1 && HasBlockKernels(c))
            return SpaceToDepth(c, factor);
        if (shape.Skip(leading).Any(size => !size.IsFixed))
            throw c.Refuse("Blocks of pixels along an axis that follows a free dimension are covered for batched float32 images alone.", "Fix the dimension in the input's TensorSpec.");
        var block = SizeExpression.Fixed(factor);
        var blocks = c.Reshape(c.Input, [.. shape.Take(leading), shape[leading], result[leading + 1], block, result[leading + 2], block]);
        return c.Reshape(Permute(c, blocks, leading, 0, 2, 4, 1, 3), result);
    }

    [Operator("channel_shuffle", Onnx = "Reshape, Transpose, Reshape", Covers = "any group count, any number of axes after the channel")]
    internal static GraphValue ChannelShuffle(EmitterContext c)
    {
        var groups = c.Int("groups");
        var shape = c.Input.Shape;
        var grouped = c.Reshape(c.Input, [shape[0], SizeExpression.Fixed(groups), SizeExpression.Fixed(shape[1].Value / groups), .. shape.Skip(2)]);
        return c.Reshape(Permute(c, grouped, 1, [1, 0, .. Enumerable.Range(2, shape.Count - 2)]), shape);
    }

    private static bool HasBlockKernels(EmitterContext c) => c.Input.ElementType is ElementType.Float32 or ElementType.Float64;

    /// <summary>ONNX puts the place in the block before the channel, TorchSharp behind it.</summary>
    private static GraphValue SpaceToDepth(EmitterContext c, long factor)
    {
        var (blocks, channels) = (factor * factor, c.Input.Shape[1].Value);
        var depth = c.Emit("SpaceToDepth", [c.Input], ("blocksize", factor));
        long[] order = [.. Enumerable.Range(0, (int)(blocks * channels)).Select(index => (index % blocks * channels) + (index / blocks))];
        return c.Emit("Gather", [depth, c.Vector(order)], ("axis", 1));
    }

    /// <summary>Reorders the axes after some leading ones that stay.</summary>
    private static GraphValue Permute(EmitterContext c, GraphValue value, int leading, params int[] order) =>
        c.Emit("Transpose", [value], ("perm", (long[])[.. Enumerable.Range(0, leading).Select(axis => (long)axis), .. order.Select(axis => (long)(leading + axis))]));
}
