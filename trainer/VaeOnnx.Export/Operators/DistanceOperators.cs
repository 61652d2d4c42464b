using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Distances and similarities of vectors. Accepts every p from 0 to infinity, any axis, broadcasting. Sub, ReduceL1, ReduceL2,
/// Pow, ReduceSum, ReduceMax. Opset 13 to 21. Deviations: the order of sums; cdist always subtracts, where TorchSharp multiplies matrices
/// for many rows.
/// </summary>
internal static class DistanceOperators
{
    [Operator("cdist", Onnx = "Unsqueeze, Sub, Abs, Pow, ReduceSum", Covers = "any p, batches")]
    internal static GraphValue AllPairs(EmitterContext c)
    {
        var (left, right) = (c.Tensor("x1"), c.Tensor("x2"));
        var difference = c.Emit("Sub", [c.Unsqueeze(left, left.Rank - 1), c.Unsqueeze(right, right.Rank - 2)]);
        return c.VectorNorm(difference, c.Number("p"), [-1], keepDimensions: false);
    }

    [Operator("functional.pairwise_distance", Onnx = "Sub, Add, Abs, Pow, ReduceSum", Covers = "any p, eps, keepdim")]
    internal static GraphValue Pairwise(EmitterContext c) =>
        Between(c, c.Tensor("input1"), c.Tensor("input2"), c.Number("p"), c.Number("eps"), c.Bool("keepdim"));

    /// <summary>The norm of the difference of vectors in the last axis, moved by epsilon, which keeps the gradient finite in training.</summary>
    internal static GraphValue Between(EmitterContext c, GraphValue left, GraphValue right, double order, double epsilon, bool keepDimensions) =>
        c.VectorNorm(c.WithScalar("Add", c.Emit("Sub", [left, right]), epsilon), order, [-1], keepDimensions);

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
            var norm = c.WithScalar("Max", c.VectorNorm(wide, 2, [axis], keepDimensions: true), c.Number("eps"));
            return c.Emit("Div", [wide, norm]);
        }

        return c.ReduceSum(c.Emit("Mul", [Unit(left), Unit(right)]), keep: false, axis);
    }
}
