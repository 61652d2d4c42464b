namespace VaeOnnx.Export.Operators;

/// <summary>
/// Vectors divided by their norms, and activations by the power of their neighbours. Accepts every order p above 0, infinity
/// included. ReduceL2, ReduceL1, ReduceMax or ReduceSum of powers, with Max and Div; LRN. Opset 13 to 21. Deviations: the order of
/// float32 sums.
/// </summary>
internal static class VectorNormOperators
{
    [Operator("functional.normalize", Onnx = "ReduceL2; ReduceL1; Abs, ReduceMax; Abs, Pow, ReduceSum, Pow; Max, Div", Covers = "p above 0 and infinity, dim, eps")]
    internal static GraphValue Normalize(EmitterContext c)
    {
        var order = c.Number("p");
        if (order <= 0)
            throw c.Refuse($"The norm of order {order} is not covered.", "Use an order above 0.");
        var norm = c.VectorNorm(c.Input, order, [EmitterContext.Axis(c.Int("dim"), c.Input.Rank)], keepDimensions: true);
        return c.Emit("Div", [c.Input, c.WithScalar("Max", norm, c.Number("eps"))]);
    }

    [Operator("functional.local_response_norm", Onnx = "LRN; Mul, Pad, AveragePool, Pow, Div", Covers = "size, alpha, beta, k; batched input")]
    internal static GraphValue LocalResponseNorm(EmitterContext c)
    {
        SpatialArguments.RequireFloat32(c, "LRN");
        var size = c.Int("size");
        // Both sides mean alpha / size times a sum; of an even number of channels ONNX takes the other half, and engines take four axes.
        if (c.Input.Rank == 4 && size % 2 == 1)
            return c.Emit("LRN", [c.Input], ("alpha", c.Number("alpha")), ("beta", c.Number("beta")), ("bias", c.Number("k")), ("size", size));
        var squares = c.Emit("Unsqueeze", [c.Emit("Mul", [c.Input, c.Input]), c.Vector(1)]);
        var flat = c.Emit("Reshape", [squares, c.Vector(0, 1, c.Input.Shape[1].Value, -1)]);
        var means = c.Emit("AveragePool", [flat], ("kernel_shape", new[] { size, 1L }), ("strides", new long[] { 1, 1 }),
            ("pads", new[] { size / 2, 0L, (size - 1) / 2, 0L }), ("count_include_pad", 1));
        var scaled = c.Emit("Mul", [c.Reshape(means, c.Input.Shape), c.Scalar(c.Number("alpha"), c.Input.ElementType)]);
        var power = c.Emit("Pow", [c.Emit("Add", [scaled, c.Scalar(c.Number("k"), c.Input.ElementType)]), c.Scalar(c.Number("beta"), c.Input.ElementType)]);
        return c.Emit("Div", [c.Input, power]);
    }
}
