namespace VaeOnnx.Export.Operators;

/// <summary>
/// Transposed convolutions over one, two and three spatial axes. Accepts every stride, padding, output padding, dilation and group
/// count, batched input or a single image; float32. ConvTranspose. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class TransposedConvolutionOperators
{
    [Operator("functional.conv_transpose1d", "functional.conv_transpose2d", "functional.conv_transpose3d", Onnx = "ConvTranspose",
        Covers = "stride, padding, output_padding, dilation, groups, bias, output_size of the modules, single images")]
    internal static GraphValue ConvolveTransposed(EmitterContext c)
    {
        SpatialArguments.RequireFloat32(c, "ConvTranspose");
        var weight = c.Tensor("weight");
        var rank = weight.Rank - 2;
        long[] Spatial(string[] names, long fallback) => SpatialArguments.Spread(c.OptionalInts(names), rank, fallback);
        var padding = Spatial(["padding"], 0);
        return SpatialArguments.Batched(c, rank, input => c.Emit("ConvTranspose",
            c.OptionalTensor("bias") is { } bias ? [input, weight, bias] : [input, weight],
            ("kernel_shape", ConvolutionOperators.KernelShape(weight)),
            ("strides", Spatial(["strides", "stride"], 1)),
            ("pads", (long[])[.. padding, .. padding]),
            ("output_padding", Spatial(["output_padding"], 0)),
            ("dilations", Spatial(["dilation"], 1)),
            ("group", c.Int("groups"))));
    }
}
