using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace VaeOnnx.Trainer.Evaluation;

/// <summary>What a few independent measurements of one quantity say: mean, spread, and how well the mean is known.</summary>
/// <param name="Count">How many measurements.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">The sample standard deviation (n − 1); NaN for one measurement.</param>
/// <param name="Margin">Half the width of the 95 % confidence interval of the mean, by Student's t; NaN for one measurement.</param>
public sealed record SampleSummary(int Count, double Mean, double StandardDeviation, double Margin)
{
    private const double Coverage = 0.95;

    /// <summary>Summarises measurements.</summary>
    /// <param name="values">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SampleSummary Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("Expected at least one measurement.", nameof(values));
        var (mean, deviation) = values.MeanStandardDeviation();
        var margin = values.Count < 2
            ? double.NaN
            : StudentT.InvCDF(0, 1, values.Count - 1, (1 + Coverage) / 2) * deviation / Math.Sqrt(values.Count);
        return new SampleSummary(values.Count, mean, deviation, margin);
    }
}
