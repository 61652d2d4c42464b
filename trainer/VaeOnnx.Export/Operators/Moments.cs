namespace VaeOnnx.Export.Operators;

/// <summary>Reductions that keep their axes, in the spelling of the graph's opset, and what normalizations are made of.</summary>
internal static class Moments
{
    /// <summary>The opset in which every reduction but ReduceSum takes its axes as an input; ReduceSum does since 13.</summary>
    private const int AxesAsInput = 18;

    /// <summary>A reduction over some axes, which stay with size 1.</summary>
    public static GraphValue Reduce(EmitterContext c, string opType, GraphValue value, params long[] axes) =>
        opType == "ReduceSum" || c.Opset >= AxesAsInput
            ? c.Emit(opType, [value, c.Vector(axes)], ("keepdims", 1))
            : c.Emit(opType, [value], ("axes", axes), ("keepdims", 1));

    /// <summary>(x − mean) · 1 / sqrt(variance + eps) with the biased variance over the axes.</summary>
    public static GraphValue Standardize(EmitterContext c, GraphValue value, double epsilon, params long[] axes)
    {
        var centered = c.Emit("Sub", [value, Reduce(c, "ReduceMean", value, axes)]);
        var variance = Reduce(c, "ReduceMean", c.Emit("Mul", [centered, centered]), axes);
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
