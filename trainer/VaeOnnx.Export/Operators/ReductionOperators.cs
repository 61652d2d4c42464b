namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sums and means. Accepts all axes or a list, keepdim, a type to compute in. ReduceSum, ReduceMean. Opset 13 to 21.
/// Deviations: the order of float32 sums.
/// </summary>
internal static class ReductionOperators
{
    /// <summary>The opset in which ReduceMean takes its axes as an input, as ReduceSum does since 13.</summary>
    private const int AxesAsInput = 18;

    [Operator("sum", Onnx = "ReduceSum", Covers = "all axes or some, keepdim, type")]
    internal static GraphValue Sum(EmitterContext c) =>
        c.Emit("ReduceSum", [c.Cast(c.Input, c.Result.ElementType), c.Vector(Axes(c))], ("keepdims", c.Bool("keepdim")));

    [Operator("mean", Onnx = "ReduceMean", Covers = "all axes or some, keepdim, type")]
    internal static GraphValue Mean(EmitterContext c)
    {
        var input = c.Cast(c.Input, c.Result.ElementType);
        return c.Opset >= AxesAsInput
            ? c.Emit("ReduceMean", [input, c.Vector(Axes(c))], ("keepdims", c.Bool("keepdim")))
            : c.Emit("ReduceMean", [input], ("axes", Axes(c)), ("keepdims", c.Bool("keepdim")));
    }

    private static long[] Axes(EmitterContext c)
    {
        var axes = c.OptionalInts("dim", "dimensions") ?? [.. new[] { c.OptionalInt("dim0"), c.OptionalInt("dim1"), c.OptionalInt("dim2") }.OfType<long>()];
        return axes.Length > 0
            ? [.. axes.Select(axis => EmitterContext.Axis(axis, c.Input.Rank))]
            : [.. Enumerable.Range(0, c.Input.Rank).Select(axis => (long)axis)];
    }
}
