using TorchSharp;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Convolutions over one, two and three spatial axes. Accepts every stride, padding, dilation and group count, batched input or a
/// single image; float32. Conv. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class ConvolutionOperators
{
    [Operator("functional.conv1d", "functional.conv2d", "functional.conv3d", Onnx = "Conv", Covers = "stride, padding, dilation, groups, bias, single images")]
    internal static GraphValue Convolve(EmitterContext c)
    {
        var padding = Spatial(c, "padding", 0);
        return Convolve(c, ("pads", (long[])[.. padding, .. padding]));
    }

    [Operator("functional.conv1d_padding", "functional.conv2d_padding", "functional.conv3d_padding", Onnx = "Conv",
        Covers = "padding Same and Valid; stride 1 for Same, as TorchSharp demands")]
    internal static GraphValue ConvolvePadded(EmitterContext c)
    {
        var isSame = (Padding)c.Argument("padding")! == Padding.Same;
        return Convolve(c, ("pads", isSame ? SamePads(c) : new long[2 * SpatialRank(c)]));
    }

    /// <summary>The kernel's sizes, from a weight [out, in / groups, …] or, transposed, [in, out / groups, …].</summary>
    internal static long[] KernelShape(GraphValue weight) => [.. weight.Shape.Skip(2).Select(size => size.Value)];

    private static GraphValue Convolve(EmitterContext c, OnnxAttribute pads)
    {
        SpatialArguments.RequireFloat32(c, "Conv");
        var weight = c.Tensor("weight");
        return SpatialArguments.Batched(c, SpatialRank(c), input => c.Emit("Conv",
            c.OptionalTensor("bias") is { } bias ? [input, weight, bias] : [input, weight],
            ("kernel_shape", KernelShape(weight)),
            ("strides", Spatial(c, c.Has("strides") ? "strides" : "stride", 1)),
            pads,
            ("dilations", Spatial(c, "dilation", 1)),
            ("group", c.Int("groups"))));
    }

    private static int SpatialRank(EmitterContext c) => c.Tensor("weight").Rank - 2;

    private static long[] Spatial(EmitterContext c, string name, long fallback) =>
        SpatialArguments.Spread(c.OptionalInts(name), SpatialRank(c), fallback);

    /// <summary>dilation · (kernel − 1) around each axis, the odd one behind, as libtorch pads.</summary>
    private static long[] SamePads(EmitterContext c)
    {
        var dilation = Spatial(c, "dilation", 1);
        long[] total = [.. KernelShape(c.Tensor("weight")).Select((size, axis) => dilation[axis] * (size - 1))];
        return [.. total.Select(pad => pad / 2), .. total.Select(pad => pad - (pad / 2))];
    }
}
