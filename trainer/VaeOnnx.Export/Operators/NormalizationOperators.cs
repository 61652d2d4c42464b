using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Normalizations of activations, with and without weight and bias. Accepts every rank that TorchSharp does. BatchNormalization,
/// LayerNormalization (from opset 17 on; its parts before), InstanceNormalization. Opset 13 to 21. Deviations: the order of float32
/// sums; updating running statistics is refused, as training is.
/// </summary>
internal static class NormalizationOperators
{
    private const int LayerNormalizationSince = 17;

    [Operator("functional.batch_norm", Onnx = "BatchNormalization; ReduceMean, Sub, Mul, Add, Sqrt, Reciprocal",
        Covers = "running statistics, or those of the batch where there are none; weight and bias or either")]
    internal static GraphValue BatchNorm(EmitterContext c)
    {
        var mean = c.OptionalTensor("running_mean");
        var variance = c.OptionalTensor("running_var");
        if (mean is not null && variance is not null)
            return WithStatistics(c, mean, variance);
        if (mean is not null || variance is not null)
            throw c.Refuse("Only one of the two running statistics is given.", "Give both or none.");
        long[] axes = [.. Enumerable.Range(0, c.Input.Rank).Where(axis => axis != 1).Select(axis => (long)axis)];
        return PerChannel(c, Moments.Standardize(c, c.Input, c.Number("eps"), axes));
    }

    [Operator("functional.layer_norm", Onnx = "LayerNormalization; ReduceMean, Sub, Mul, Add, Sqrt, Reciprocal",
        Covers = "any normalized shape, weight and bias or either")]
    internal static GraphValue LayerNorm(EmitterContext c)
    {
        var shape = c.Ints("normalized_shape");
        var weight = c.OptionalTensor("weight");
        var bias = c.OptionalTensor("bias");
        if (c.Opset >= LayerNormalizationSince)
        {
            return c.Emit("LayerNormalization", [c.Input, weight ?? c.Filled(1, c.Input.ElementType, shape), bias],
                ("axis", -shape.Length), ("epsilon", c.Number("eps")));
        }

        long[] axes = [.. Enumerable.Range(c.Input.Rank - shape.Length, shape.Length).Select(axis => (long)axis)];
        return Moments.Affine(c, Moments.Standardize(c, c.Input, c.Number("eps"), axes), weight, bias, shape);
    }

    [Operator("functional.group_norm", Onnx = "Reshape, InstanceNormalization, Reshape, Mul, Add", Covers = "any group count, weight and bias or either")]
    internal static GraphValue GroupNorm(EmitterContext c)
    {
        var groups = c.Int("num_groups");
        var grouped = c.Emit("Reshape", [c.Input, c.Vector(0, groups, -1)]);
        var normalized = c.Input.ElementType == ElementType.Float64
            ? Moments.Standardize(c, grouped, c.Number("eps"), 2)
            : c.Emit("InstanceNormalization", [grouped, c.Filled(1, c.Input.ElementType, groups), c.Filled(0, c.Input.ElementType, groups)],
                ("epsilon", c.Number("eps")));
        return PerChannel(c, c.Reshape(normalized, c.Result.Shape));
    }

    [Operator("functional.instance_norm", Onnx = "InstanceNormalization; BatchNormalization",
        Covers = "statistics of the input, or running ones; weight and bias or either")]
    internal static GraphValue InstanceNorm(EmitterContext c)
    {
        var mean = c.OptionalTensor("running_mean");
        var variance = c.OptionalTensor("running_var");
        if (!c.Bool("use_input_stats", fallback: true) && mean is not null && variance is not null)
            return WithStatistics(c, mean, variance);
        if (mean is not null || variance is not null)
            throw c.Refuse("Only one of the two running statistics is given.", "Give both or none.");
        if (c.Input.ElementType == ElementType.Float64)
        {
            return PerChannel(c, Moments.Standardize(c, c.Input, c.Number("eps"),
                [.. Enumerable.Range(2, c.Input.Rank - 2).Select(axis => (long)axis)]));
        }

        return c.Emit("InstanceNormalization", [c.Input, Weight(c), Bias(c)], ("epsilon", c.Number("eps")));
    }

    private static GraphValue WithStatistics(EmitterContext c, GraphValue mean, GraphValue variance) =>
        c.Emit("BatchNormalization", [c.Input, Weight(c), Bias(c), mean, variance], ("epsilon", c.Number("eps")));

    private static GraphValue Weight(EmitterContext c) => c.OptionalTensor("weight") ?? c.Filled(1, c.Input.ElementType, c.Input.Shape[1].Value);

    private static GraphValue Bias(EmitterContext c) => c.OptionalTensor("bias") ?? c.Filled(0, c.Input.ElementType, c.Input.Shape[1].Value);

    /// <summary>Weight and bias of the channels, axis 1.</summary>
    private static GraphValue PerChannel(EmitterContext c, GraphValue value) => Moments.Affine(c, value, c.OptionalTensor("weight"), c.OptionalTensor("bias"),
        [c.Input.Shape[1].Value, .. Enumerable.Repeat(1L, c.Input.Rank - 2)]);
}
