using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Variances and standard deviations. Accepts all axes or some, free ones too, keepdim, both denominators. ReduceMean, ReduceSum,
/// Sqrt. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class StatisticsOperators
{
    [Operator("var", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue Variance(EmitterContext c) => Moments(c).Variance;

    [Operator("std", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div, Sqrt", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue Deviation(EmitterContext c) => c.Emit("Sqrt", [Moments(c).Variance]);

    [Operator("var_mean", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue[] VarianceAndMean(EmitterContext c)
    {
        var (variance, mean) = Moments(c);
        return [variance, mean];
    }

    [Operator("std_mean", Onnx = "ReduceMean, Sub, Mul, ReduceSum, Div, Sqrt", Covers = "all axes or some, unbiased, keepdim, type")]
    internal static GraphValue[] DeviationAndMean(EmitterContext c)
    {
        var (variance, mean) = Moments(c);
        return [c.Emit("Sqrt", [variance]), mean];
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
