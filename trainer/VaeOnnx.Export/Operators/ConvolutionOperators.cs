using TorchSharp;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Convolutions over one, two and three spatial axes. Accepts every stride, padding, dilation and group count, batched input or a
/// single image. Conv. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class ConvolutionOperators
{
    [Operator("functional.conv1d", "functional.conv2d", "functional.conv3d", Onnx = "Conv", Covers = "stride, padding, dilation, groups, bias")]
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

    private static GraphValue Convolve(EmitterContext c, OnnxAttribute pads)
    {
        var weight = c.Tensor("weight");
        // A single image has no batch axis: it gets one for the convolution.
        var isSingle = c.Input.Rank == weight.Rank - 1;
        var input = isSingle ? c.Emit("Unsqueeze", [c.Input, c.Vector(0)]) : c.Input;
        var result = c.Emit("Conv", c.OptionalTensor("bias") is { } bias ? [input, weight, bias] : [input, weight],
            ("kernel_shape", KernelShape(weight)),
            ("strides", Strides(c)),
            pads,
            ("dilations", Spatial(c, "dilation", 1)),
            ("group", c.Int("groups")));
        return isSingle ? c.Emit("Squeeze", [result, c.Vector(0)]) : result;
    }

    private static long[] KernelShape(GraphValue weight) => [.. weight.Shape.Skip(2).Select(size => size.Value)];

    private static int SpatialRank(EmitterContext c) => c.Tensor("weight").Rank - 2;

    private static long[] Strides(EmitterContext c) => Spatial(c, c.Has("strides") ? "strides" : "stride", 1);

    /// <summary>One number a spatial axis; a single number stands for all.</summary>
    private static long[] Spatial(EmitterContext c, string name, long fallback)
    {
        var values = c.OptionalInts(name) ?? [fallback];
        return values.Length == SpatialRank(c) ? values : [.. Enumerable.Repeat(values[0], SpatialRank(c))];
    }

    /// <summary>dilation · (kernel − 1) around each axis, the odd one behind, as libtorch pads.</summary>
    private static long[] SamePads(EmitterContext c)
    {
        var dilation = Spatial(c, "dilation", 1);
        long[] total = [.. KernelShape(c.Tensor("weight")).Select((size, axis) => dilation[axis] * (size - 1))];
        return [.. total.Select(pad => pad / 2), .. total.Select(pad => pad - (pad / 2))];
    }
}
