using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Variances, standard deviations and norms. Accepts all axes or some, free ones too, keepdim, both denominators, any order of norm.
/// ReduceMean, ReduceSum, Sqrt; ReduceL1, ReduceL2. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class StatisticsOperators
{
    [Operator("var", "_var", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue Variance(EmitterContext c) => Moments(c).Variance;

    [Operator("std", "_std", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div, Sqrt", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue Deviation(EmitterContext c) => c.Emit("Sqrt", [Moments(c).Variance]);

    [Operator("var_mean", "_var_mean", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue[] VarianceAndMean(EmitterContext c)
    {
        var (variance, mean) = Moments(c);
        return [variance, mean];
    }

    [Operator("std_mean", "_std_mean", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div, Sqrt", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue[] DeviationAndMean(EmitterContext c)
    {
        var (variance, mean) = Moments(c);
        return [c.Emit("Sqrt", [variance]), mean];
    }

    [Operator("norm", "linalg.vector_norm", Onnx = "ReduceL1; ReduceL2; ReduceMax; Pow", Covers = "every order, all axes or some, keepdim")]
    internal static GraphValue Norm(EmitterContext c)
    {
        var (x, axes, keep) = (c.Cast(c.Input, c.Result.ElementType), c.ReducedAxes(), c.KeepsDimensions());
        var magnitude = c.Emit("Abs", [x]);
        return (c.OptionalNumber("p", "ord") ?? 2) switch
        {
            1 => c.Reduced("ReduceSum", magnitude, axes, keep),
            2 => c.Emit("Sqrt", [c.Reduced("ReduceSum", c.Squared(x), axes, keep)]),
            0 => c.Reduced("ReduceSum", c.Cast(c.Cast(x, ElementType.Bool), x.ElementType), axes, keep),
            double.PositiveInfinity => c.Reduced("ReduceMax", magnitude, axes, keep),
            double.NegativeInfinity => c.Reduced("ReduceMin", magnitude, axes, keep),
            var order => c.WithScalar("Pow", c.Reduced("ReduceSum", c.WithScalar("Pow", magnitude, order), axes, keep), 1 / order),
        };
    }

    [Operator("dist", Onnx = "Sub, ReduceSum, Pow", Covers = "every order")]
    internal static GraphValue Distance(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var magnitude = c.Emit("Abs", [c.Emit("Sub", [c.Cast(c.Input, type), c.Operand(type, "other")])]);
        var flat = c.Emit("Reshape", [magnitude, c.Vector(-1)]);
        return c.Number("p") switch
        {
            1 => c.Reduced("ReduceSum", flat, [0], false),
            2 => c.Emit("Sqrt", [c.Reduced("ReduceSum", c.Squared(flat), [0], false)]),
            double.PositiveInfinity => c.Reduced("ReduceMax", flat, [0], false),
            var order and not (0 or double.NegativeInfinity) =>
                c.WithScalar("Pow", c.Reduced("ReduceSum", c.WithScalar("Pow", flat, order), [0], false), 1 / order),
            var order => throw c.Refuse($"The order {order} is not covered.", "Use norm of the difference."),
        };
    }

    /// <summary>By the mean first: the difference of two large sums would lose the digits.</summary>
    private static (GraphValue Variance, GraphValue Mean) Moments(EmitterContext c)
    {
        var (x, axes, keep) = (c.Cast(c.Input, c.Result.ElementType), c.ReducedAxes(), c.KeepsDimensions());
        var mean = c.Reduced("ReduceMean", x, axes, true);
        var squares = c.Reduced("ReduceSum", c.Squared(c.Emit("Sub", [x, mean])), axes, keep);
        var variance = c.Emit("Div", [squares, Denominator(c, axes)]);
        return (variance, keep || axes.Length == 0 ? mean : c.Emit("Squeeze", [mean, c.Vector(axes)]));
    }

    /// <summary>The number of elements, less one where the estimate is unbiased; never below 0.</summary>
    private static GraphValue Denominator(EmitterContext c, long[] axes)
    {
        var type = c.Result.ElementType;
        var correction = c.Bool("unbiased", fallback: true) ? 1 : 0;
        SizeExpression[] sizes = [.. axes.Select(axis => c.Input.Shape[(int)axis])];
        if (sizes.All(size => size.IsFixed))
            return c.Scalar(Math.Max(sizes.Aggregate(1L, (count, size) => count * size.Value) - correction, 0), type);
        var count = c.Reduced("ReduceProd", c.SizeVector(sizes), [0], false);
        var degrees = c.WithScalar("Max", c.WithScalar("Sub", count, correction), 0);
        return c.Cast(degrees, type);
    }
}
