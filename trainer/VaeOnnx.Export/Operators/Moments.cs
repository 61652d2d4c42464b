namespace VaeOnnx.Export.Operators;

/// <summary>What normalizations are made of.</summary>
internal static class Moments
{
    /// <summary>(x − mean) · 1 / sqrt(variance + eps) with the biased variance over the axes.</summary>
    public static GraphValue Standardize(EmitterContext c, GraphValue value, double epsilon, params long[] axes)
    {
        var centered = c.Emit("Sub", [value, c.Reduced("ReduceMean", value, axes, true)]);
        var variance = c.Reduced("ReduceMean", c.Squared(centered), axes, true);
        var deviation = c.Emit("Sqrt", [c.Emit("Add", [variance, c.Scalar(epsilon, value.ElementType)])]);
        // Multiplied by the reciprocal, as libtorch rounds.
        return c.Emit("Mul", [centered, c.Emit("Reciprocal", [deviation])]);
    }

    /// <summary>value · weight + bias, with weight and bias reshaped; either may be absent.</summary>
    public static GraphValue Affine(EmitterContext c, GraphValue value, GraphValue? weight, GraphValue? bias, params long[] shape)
    {
        if (weight is not null)
            value = c.Emit("Mul", [value, Reshaped(c, weight, shape)]);
        return bias is null ? value : c.Emit("Add", [value, Reshaped(c, bias, shape)]);
    }

    private static GraphValue Reshaped(EmitterContext c, GraphValue value, long[] shape)
    {
        if (value.Shape.Count == shape.Length)
            return value;
        using var data = EmitterContext.ConstantData(value);
        if (data is null)
            return c.Emit("Reshape", [value, c.Vector(shape)]);
        using var reshaped = data.reshape(shape);
        return c.Constant($"{value.Name[(value.Name.LastIndexOf('.') + 1)..]}_per_channel", reshaped);
    }
}
