namespace VaeOnnx.Export.Operators;

/// <summary>
/// Losses between embeddings, by their distances and angles. Accepts batches and single vectors, every reduction. Sub, Mul, ReduceL2,
/// Max, Where, ReduceMean. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class EmbeddingLossOperators
{
    [Operator("functional.margin_ranking_loss", Onnx = "Sub, Mul, Max, ReduceMean", Covers = "margin, every reduction")]
    internal static GraphValue MarginRanking(EmitterContext c)
    {
        var difference = c.Emit("Sub", [c.LossOperand("input1"), c.LossOperand("input2")]);
        var product = c.Emit("Mul", [c.Emit("Neg", [c.LossOperand("target")]), difference]);
        return c.Reduce(c.Hinge(c.WithScalar("Add", product, c.Number("margin"))));
    }

    [Operator("functional.cosine_embedding_loss", Onnx = "Mul, ReduceSum, Sqrt, Div, Max, Where, ReduceMean", Covers = "margin, single vectors, every reduction")]
    internal static GraphValue CosineEmbedding(EmitterContext c)
    {
        const double epsilon = 1e-12; // libtorch's, added to the squares
        var (first, second, target) = (c.LossOperand("input1"), c.LossOperand("input2"), c.LossOperand("target"));
        var axis = c.Input.Rank - 1;
        GraphValue Dot(GraphValue left, GraphValue right) => c.Reduced("ReduceSum", c.Emit("Mul", [left, right]), [axis], false);
        GraphValue Square(GraphValue value) => c.WithScalar("Add", Dot(value, value), epsilon);
        var cosine = c.Emit("Div", [Dot(first, second), c.Emit("Sqrt", [c.Emit("Mul", [Square(first), Square(second)])])]);
        var zero = c.Scalar(0, cosine.ElementType);
        var together = c.Choose(c.CompareScalar("Equal", target, 1), c.Minus(1, cosine), zero);
        var apart = c.Choose(c.CompareScalar("Equal", target, -1), c.Hinge(c.WithScalar("Sub", cosine, c.Number("margin"))), zero);
        return c.Reduce(c.Emit("Add", [together, apart]));
    }

    [Operator("functional.triplet_margin_loss", Onnx = "Sub, ReduceL2, Min, Max, ReduceMean", Covers = "margin, p, eps, swap, every reduction")]
    internal static GraphValue TripletMargin(EmitterContext c) => Triplet(c, c.Number("p"), c.Number("eps"));

    [Operator("functional.triplet_margin_with_distance_loss", Onnx = "Sub, ReduceL2, Min, Max, ReduceMean", Covers = "margin, swap, every reduction; no distance of one's own")]
    internal static GraphValue TripletMarginWithDistance(EmitterContext c) => c.Has("distance")
        ? throw c.Refuse("Native code calls the distance back, where no trace can follow.", "Compute relu(distance(a, p) - distance(a, n) + margin) in forward.")
        : Triplet(c, order: 2, epsilon: 1e-6);

    private static GraphValue Triplet(EmitterContext c, double order, double epsilon)
    {
        var (anchor, positive, negative) = (c.LossOperand("anchor"), c.LossOperand("positive"), c.LossOperand("negative"));
        GraphValue Distance(GraphValue left, GraphValue right) => DistanceOperators.Between(c, left, right, order, epsilon, keepDimensions: false);
        var far = Distance(anchor, negative);
        if (c.Bool("swap"))
            far = c.Emit("Min", [far, Distance(positive, negative)]);
        return c.Reduce(c.Hinge(c.WithScalar("Add", c.Emit("Sub", [Distance(anchor, positive), far]), c.Number("margin"))));
    }
}
