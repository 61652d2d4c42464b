using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Distances and similarities of vectors. Accepts every p from 0 to infinity, any axis, broadcasting. Sub, Abs, Pow, ReduceSum,
/// ReduceMax. Opset 13 to 21. Deviations: the order of sums; cdist always subtracts, where TorchSharp multiplies matrices for many rows.
/// </summary>
internal static class DistanceOperators
{
    private const int AxesAsInput = 18;

    [Operator("cdist", Onnx = "Unsqueeze, Sub, Abs, Pow, ReduceSum", Covers = "any p, batches")]
    internal static GraphValue AllPairs(EmitterContext c)
    {
        var (left, right) = (c.Tensor("x1"), c.Tensor("x2"));
        var difference = c.Emit("Sub", [c.Unsqueeze(left, left.Rank - 1), c.Unsqueeze(right, right.Rank - 2)]);
        return Norm(c, difference, c.Number("p"), -1, keep: false);
    }

    [Operator("functional.pairwise_distance", Onnx = "Sub, Add, Abs, Pow, ReduceSum", Covers = "any p, eps, keepdim")]
    internal static GraphValue Pairwise(EmitterContext c)
    {
        var difference = c.Emit("Sub", [c.Tensor("input1"), c.Tensor("input2")]);
        var shifted = c.Emit("Add", [difference, c.Scalar(c.Number("eps"), difference.ElementType)]);
        return Norm(c, shifted, c.Number("p"), -1, c.Bool("keepdim"));
    }

    [Operator("functional.cosine_similarity", Onnx = "Mul, ReduceSum, Sqrt, Max, Div", Covers = "any axis, eps, broadcast")]
    internal static GraphValue CosineSimilarity(EmitterContext c)
    {
        var (left, right) = (c.Tensor("x1"), c.Tensor("x2"));
        var rank = Math.Max(left.Rank, right.Rank);
        var axis = EmitterContext.Axis(c.Int("dim"), rank) - rank;
        // Both get all axes before norms are taken: an axis that only one of them has may be the one.
        var shape = PickedPositions.Broadcast([left, right]);
        GraphValue Unit(GraphValue value)
        {
            var wide = c.Expand(value, shape);
            var norm = c.Emit("Max", [Norm(c, wide, 2, axis, keep: true), c.Scalar(c.Number("eps"), value.ElementType)]);
            return c.Emit("Div", [wide, norm]);
        }

        return c.ReduceSum(c.Emit("Mul", [Unit(left), Unit(right)]), keep: false, axis);
    }

    /// <summary>(Σ |x|ᵖ)^(1/p) along an axis; the largest magnitude for infinity, the number of non-zeros for 0.</summary>
    private static GraphValue Norm(EmitterContext c, GraphValue value, double p, long axis, bool keep)
    {
        if (p == 2)
            return c.Emit("Sqrt", [c.ReduceSum(c.Emit("Mul", [value, value]), keep, axis)]);
        var magnitude = c.Emit("Abs", [value]);
        if (p == 1)
            return c.ReduceSum(magnitude, keep, axis);
        if (double.IsPositiveInfinity(p))
            return Largest(c, magnitude, axis, keep);
        if (p == 0)
            return c.ReduceSum(c.Emit("Sign", [magnitude]), keep, axis);
        var sum = c.ReduceSum(c.Emit("Pow", [magnitude, c.Scalar(p, value.ElementType)]), keep, axis);
        return c.Emit("Pow", [sum, c.Scalar(1 / p, value.ElementType)]);
    }

    private static GraphValue Largest(EmitterContext c, GraphValue value, long axis, bool keep) => c.Opset >= AxesAsInput
        ? c.Emit("ReduceMax", [value, c.Vector(axis)], ("keepdims", keep))
        : c.Emit("ReduceMax", [value], ("axes", new long[] { axis }), ("keepdims", keep));
}
