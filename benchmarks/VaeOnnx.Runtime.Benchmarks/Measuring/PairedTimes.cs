using MathNet.Numerics.Statistics;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A contender's times and, round by round, their ratios to another one's of the same round.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Microseconds">The median time of a call.</param>
/// <param name="Ratio">The median of the ratios: what a busy machine does to one, it does to its neighbour in time.</param>
/// <param name="RatioLow">The lower end of the median's 95 % confidence interval.</param>
/// <param name="RatioHigh">Its upper end.</param>
/// <param name="BytesPerCall">The managed bytes that a call allocated.</param>
internal sealed record PairedTimes(string Name, double Microseconds, double Ratio, double RatioLow, double RatioHigh, double BytesPerCall)
{
    private const double NormalQuantile = 1.96;

    public static PairedTimes Of(string name, double[] times, double[] reference, double bytesPerCall)
    {
        var ratios = times.Zip(reference, (time, first) => time / first).Order().ToArray();
        // Order statistics: the ranks between which a median lies in 95 of 100 samples (binomial, normal approximation).
        var spread = NormalQuantile * Math.Sqrt(ratios.Length) / 2;
        var low = Math.Max(0, (int)Math.Floor((ratios.Length / 2.0) - spread));
        var high = Math.Min(ratios.Length - 1, (int)Math.Ceiling((ratios.Length / 2.0) + spread));
        return new PairedTimes(name, times.Median(), ratios.Median(), ratios[low], ratios[high], bytesPerCall);
    }
}
