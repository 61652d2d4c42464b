namespace VaeOnnx.Export.Operators;

/// <summary>
/// Normalization by running statistics. Accepts any number of axes after the channel, with and without weight and bias.
/// BatchNormalization. Opset 13 to 21. Deviations: none; batch statistics are refused, as training is.
/// </summary>
internal static class NormalizationOperators
{
    [Operator("functional.batch_norm", Onnx = "BatchNormalization", Covers = "eval mode with running statistics")]
    internal static GraphValue BatchNorm(EmitterContext c)
    {
        if (c.OptionalTensor("running_mean") is not { } mean || c.OptionalTensor("running_var") is not { } variance)
            throw c.Refuse("Without running statistics the result depends on the batch.", "Create the module with track_running_stats: true.");
        var channels = c.Input.Shape[1].Value;
        var weight = c.OptionalTensor("weight") ?? c.Filled(1, c.Input.ElementType, channels);
        var bias = c.OptionalTensor("bias") ?? c.Filled(0, c.Input.ElementType, channels);
        return c.Emit("BatchNormalization", [c.Input, weight, bias, mean, variance], ("epsilon", c.Number("eps")));
    }
}
