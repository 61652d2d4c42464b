using MathNet.Numerics.Distributions;

namespace VaeOnnx.Trainer.Evaluation;

/// <summary>Two ways measured under the same conditions, pair by pair (the same seed, subset and split): Student's paired t test.</summary>
/// <param name="Difference">Of candidate minus baseline.</param>
/// <param name="PValue">
/// Two-sided: how likely a mean difference at least this large would be if there were none; NaN for one pair,
/// 0 or 1 where all differences are the same.
/// </param>
public sealed record PairedComparison(SampleSummary Difference, double PValue)
{
    private const double Level = 0.05;

    /// <summary>Whether the difference is told from none at the 5 % level.</summary>
    public bool IsSignificant => PValue < Level;

    /// <summary>Compares.</summary>
    /// <param name="candidate">The measurements of one way.</param>
    /// <param name="baseline">Those of the other, in the same order of conditions.</param>
    /// <exception cref="ArgumentException">The counts differ, or there is no pair.</exception>
    public static PairedComparison Of(IReadOnlyList<double> candidate, IReadOnlyList<double> baseline)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(baseline);
        if (candidate.Count != baseline.Count)
            throw new ArgumentException($"Expected as many measurements as the baseline has, {baseline.Count}, got {candidate.Count}.", nameof(candidate));
        var difference = SampleSummary.Of([.. candidate.Zip(baseline, (a, b) => a - b)]);
        return new PairedComparison(difference, TwoSidedP(difference));
    }

    private static double TwoSidedP(SampleSummary difference)
    {
        if (difference.Count < 2)
            return double.NaN;
        if (difference.StandardDeviation == 0)
            return difference.Mean == 0 ? 1 : 0;
        var t = difference.Mean / (difference.StandardDeviation / Math.Sqrt(difference.Count));
        return 2 * StudentT.CDF(0, 1, difference.Count - 1, -Math.Abs(t));
    }
}
