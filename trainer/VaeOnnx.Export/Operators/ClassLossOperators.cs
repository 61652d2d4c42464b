using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Losses of predictions that name one of several classes. Accepts classes as whole numbers or as probabilities, more axes behind the
/// classes, a single sample, weights, a class that is ignored, label smoothing, every reduction. LogSoftmax, GatherElements, Where,
/// ReduceSum, Div. Opset 13 to 21. Deviations: the order of float32 sums; a class out of range fails when the graph runs.
/// </summary>
internal static class ClassLossOperators
{
    private const long NeverIgnored = -100;

    [Operator("functional.cross_entropy", Onnx = "LogSoftmax, GatherElements, Where, ReduceSum, Div",
        Covers = "class numbers, probabilities, weight, ignore_index, label_smoothing, every reduction")]
    internal static GraphValue CrossEntropy(EmitterContext c)
    {
        var axis = ClassAxis(c);
        var logarithms = c.Emit("LogSoftmax", [c.Input], ("axis", axis));
        var smoothing = c.OptionalNumber("label_smoothing") ?? 0;
        return c.Tensor("target").ElementType.IsFloating()
            ? OfProbabilities(c, logarithms, axis, smoothing)
            : OfClasses(c, logarithms, axis, smoothing);
    }

    [Operator("functional.nll_loss", Onnx = "GatherElements, Where, ReduceSum, Div", Covers = "weight, every reduction")]
    internal static GraphValue NegativeLogLikelihood(EmitterContext c) => OfClasses(c, c.Input, ClassAxis(c), smoothing: 0);

    [Operator("functional.multi_margin_loss", Onnx = "GatherElements, Sub, Max, Where, ReduceSum", Covers = "p, margin, weight, every reduction")]
    internal static GraphValue MultiMargin(EmitterContext c)
    {
        var axis = c.Input.Rank - 1;
        var target = c.Unsqueeze(c.Cast(c.Tensor("target"), ElementType.Int64), axis);
        var own = c.Emit("GatherElements", [c.Input, target], ("axis", axis));
        var excess = c.Hinge(c.WithScalar("Add", c.Emit("Sub", [c.Input, own]), c.Number("margin")));
        var powers = c.Number("p") == 1 ? excess : c.WithScalar("Pow", excess, c.Number("p"));
        var weighted = c.Has("weight") ? c.Emit("Mul", [powers, c.Emit("Gather", [c.LossOperand("weight"), target], ("axis", 0))]) : powers;
        var others = c.Choose(IsClass(c, target, axis), c.Scalar(0, c.Input.ElementType), weighted);
        return c.Reduce(c.WithScalar("Div", c.Reduced("ReduceSum", others, [axis], false), Classes(c, axis)));
    }

    [Operator("functional.multi_label_margin_loss", Onnx = "CumSum, Gather, Sub, Max, Where, ReduceSum", Covers = "every reduction")]
    internal static GraphValue MultiLabelMargin(EmitterContext c)
    {
        // Targets end at the first -1; each named class is compared with each class that is not named.
        var axis = c.Input.Rank - 1;
        var target = c.Cast(c.Tensor("target"), ElementType.Int64);
        var ended = c.Emit("CumSum", [c.Cast(c.CompareScalar("Less", target, 0), ElementType.Int32), c.Scalar(axis, ElementType.Int64)]);
        var isNamed = c.Unsqueeze(c.CompareScalar("Equal", ended, 0), axis + 1);
        var positions = c.WithScalar("Max", target, 0);
        var own = c.Unsqueeze(c.Emit("GatherElements", [c.Input, positions], ("axis", axis)), axis + 1);
        var isOwn = c.Compare("And", IsClass(c, c.Unsqueeze(positions, axis + 1), axis + 1), isNamed);
        var named = c.Cast(c.Reduced("ReduceMax", c.Cast(isOwn, ElementType.Int32), [axis], true), ElementType.Bool);
        var excess = c.Hinge(c.WithScalar("Add", c.Emit("Sub", [c.Unsqueeze(c.Input, axis), own]), 1));
        var counted = c.Choose(c.Compare("And", isNamed, c.Not(named)), excess, c.Scalar(0, c.Input.ElementType));
        return c.Reduce(c.WithScalar("Div", c.Reduced("ReduceSum", counted, [axis, axis + 1], false), Classes(c, axis)));
    }

    /// <summary>The classes stand in the second axis; in the only one of a single sample.</summary>
    private static long ClassAxis(EmitterContext c) => c.Input.Rank == 1 ? 0 : 1;

    private static long Classes(EmitterContext c, long axis) => c.Fixed(c.Input.Shape[(int)axis], "The number of classes");

    /// <summary>Whether an element of the axis of classes is the class that is named, which has 1 element there.</summary>
    private static GraphValue IsClass(EmitterContext c, GraphValue target, long axis) =>
        c.Compare("Equal", c.Vector([.. Enumerable.Range(0, (int)Classes(c, Math.Min(axis, c.Input.Rank - 1))).Select(index => (long)index)]), target);

    /// <summary>−w[y] · log p[y], and as much of the mean over all classes as labels are smoothed.</summary>
    private static GraphValue OfClasses(EmitterContext c, GraphValue logarithms, long axis, double smoothing)
    {
        var type = logarithms.ElementType;
        var target = c.Cast(c.Tensor("target"), ElementType.Int64);
        var isIgnored = c.CompareScalar("Equal", target, c.OptionalInt("ignore_index") ?? NeverIgnored);
        var zero = c.Scalar(0, type);
        GraphValue Counted(GraphValue value) => c.Choose(isIgnored, zero, value);

        var known = c.Unsqueeze(c.Choose(isIgnored, c.Scalar(0, ElementType.Int64), target), axis);
        var own = c.Squeeze(c.Emit("GatherElements", [logarithms, known], ("axis", axis)), axis);
        var weight = c.OptionalTensor("weight") is { } weights ? c.Squeeze(c.Emit("Gather", [c.Cast(weights, type), known], ("axis", 0)), axis) : null;
        var loss = Counted(c.Emit("Neg", [weight is null ? own : c.Emit("Mul", [own, weight])]));
        if (smoothing != 0)
        {
            var all = Counted(OverClasses(c, logarithms, axis));
            loss = c.Emit("Add", [c.WithScalar("Mul", loss, 1 - smoothing), c.WithScalar("Mul", all, smoothing / Classes(c, axis))]);
        }

        return c.Argument("reduction") is TorchSharp.torch.nn.Reduction.Mean
            ? c.Emit("Div", [c.SumOfAll(loss), c.SumOfAll(Counted(weight ?? c.Expand(c.Scalar(1, type), c.Tensor("target").Shape)))])
            : c.Reduce(loss);
    }

    /// <summary>−Σ w[k] · y[k] · log p[k], the mean being over samples.</summary>
    private static GraphValue OfProbabilities(EmitterContext c, GraphValue logarithms, long axis, double smoothing)
    {
        var target = c.LossOperand("target");
        if (smoothing != 0)
            target = c.WithScalar("Add", c.WithScalar("Mul", target, 1 - smoothing), smoothing / Classes(c, axis));
        return c.Reduce(OverClasses(c, c.Emit("Mul", [logarithms, target]), axis));
    }

    /// <summary>The negative weighted sum over the classes.</summary>
    private static GraphValue OverClasses(EmitterContext c, GraphValue values, long axis)
    {
        if (c.OptionalTensor("weight") is { } weight)
        {
            long[] shape = [.. Enumerable.Range(0, c.Input.Rank).Select(place => place == axis ? -1L : 1L)];
            values = c.Emit("Mul", [values, c.Emit("Reshape", [c.Cast(weight, values.ElementType), c.Vector(shape)])]);
        }

        return c.Emit("Neg", [c.Reduced("ReduceSum", values, [axis], keepDimensions: false)]);
    }
}
