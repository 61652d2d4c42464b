using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Losses of yes-or-no predictions. Accepts float32 and float64, weights, every reduction. Log, Softplus, Mul, ReduceMean, ReduceSum.
/// Opset 13 to 21. Deviations: the order of float32 sums; soft_margin_loss stays finite where libtorch's exponential overflows.
/// </summary>
internal static class BinaryLossOperators
{
    [Operator("functional.binary_cross_entropy", Onnx = "Log, Max, Mul, Sub, ReduceMean", Covers = "weight, every reduction")]
    internal static GraphValue CrossEntropy(EmitterContext c)
    {
        const double smallestLog = -100; // libtorch's bound, which keeps log(0) out of the mean
        var (x, target) = (c.LossOperand("input"), c.LossOperand("target"));
        var ifTrue = c.WithScalar("Max", c.Emit("Log", [x]), smallestLog);
        var ifFalse = c.WithScalar("Max", c.Log1p(c.Emit("Neg", [x])), smallestLog);
        var loss = c.Emit("Sub", [c.Emit("Mul", [c.WithScalar("Sub", target, 1), ifFalse]), c.Emit("Mul", [target, ifTrue])]);
        return c.Reduce(c.Weighted(loss));
    }

    [Operator("functional.binary_cross_entropy_with_logits", Onnx = "Softplus, Mul, Add, ReduceMean", Covers = "weight, pos_weights, every reduction")]
    internal static GraphValue CrossEntropyOfLogits(EmitterContext c)
    {
        // (1 − y) · x + (1 + (p − 1) · y) · log(1 + exp(−x)), p being the weight of what is true.
        var (x, target) = (c.LossOperand("input"), c.LossOperand("target"));
        var log = c.Softplus(c.Emit("Neg", [x]));
        if (c.OptionalTensor("pos_weights", "pos_weight") is { } positive)
        {
            var extra = c.Emit("Mul", [c.WithScalar("Sub", c.Cast(positive, x.ElementType), 1), target]);
            log = c.Emit("Mul", [c.WithScalar("Add", extra, 1), log]);
        }

        return c.Reduce(c.Weighted(c.Emit("Add", [c.Emit("Mul", [c.Minus(1, target), x]), log])));
    }

    [Operator("functional.soft_margin_loss", Onnx = "Mul, Neg, Softplus, ReduceMean", Covers = "every reduction")]
    internal static GraphValue SoftMargin(EmitterContext c) =>
        c.Reduce(c.Softplus(c.Emit("Neg", [c.Emit("Mul", [c.LossOperand("target"), c.LossOperand("input")])])));

    [Operator("functional.multilabel_soft_margin_loss", Onnx = "Softplus, Mul, ReduceMean", Covers = "weight, every reduction")]
    internal static GraphValue MultiLabelSoftMargin(EmitterContext c)
    {
        var (x, target) = (c.LossOperand("input"), c.LossOperand("target"));
        var loss = c.Emit("Add", [c.Emit("Mul", [target, c.Softplus(c.Emit("Neg", [x]))]), c.Emit("Mul", [c.Minus(1, target), c.Softplus(x)])]);
        return c.Reduce(c.Reduced("ReduceMean", c.Weighted(loss), [c.Input.Rank - 1], keepDimensions: false));
    }

    [Operator("functional.hinge_embedding_loss", Onnx = "Sub, Max, Equal, Where, ReduceMean", Covers = "margin, every reduction")]
    internal static GraphValue HingeEmbedding(EmitterContext c)
    {
        var (x, target) = (c.LossOperand("input"), c.LossOperand("target"));
        var zero = c.Scalar(0, x.ElementType);
        var apart = c.Choose(c.CompareScalar("Equal", target, 1), zero, c.Hinge(c.Minus(c.Number("margin"), x)));
        var together = c.Choose(c.CompareScalar("Equal", target, -1), zero, x);
        return c.Reduce(c.Emit("Add", [apart, together]));
    }
}
