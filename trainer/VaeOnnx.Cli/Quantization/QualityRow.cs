using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Quantization;

/// <summary>One comparison of float32 and int8 on the same images.</summary>
/// <param name="Name">What was in int8.</param>
/// <param name="Key">The same in the names of metrics.</param>
/// <param name="Graph">The one graph that was; null for several together.</param>
/// <param name="Float32">With float32 graphs.</param>
/// <param name="Int8">With the int8 ones.</param>
internal sealed record QualityRow(string Name, string Key, GraphRole? Graph, Quality Float32, Quality Int8)
{
    /// <summary>In dB; below 0 where int8 is better.</summary>
    public double? PsnrLoss => Float32.Psnr - Int8.Psnr;

    /// <summary>In percentage points; below 0 where int8 is better.</summary>
    public double? AccuracyLoss => 100 * (Float32.Accuracy - Int8.Accuracy);

    /// <summary>For the manifest: PSNR in dB, SSIM and accuracy as shares of 1.</summary>
    public IEnumerable<KeyValuePair<string, double>> Metrics(string split) =>
        MetricsOf(Float32, $"{Key}.{split}.float32").Concat(MetricsOf(Int8, $"{Key}.{split}.int8"));

    private static IEnumerable<KeyValuePair<string, double>> MetricsOf(Quality quality, string name) =>
        new[] { ("psnr", quality.Psnr), ("ssim", quality.Ssim), ("accuracy", quality.Accuracy) }
            .Where(metric => metric.Item2 is not null).Select(metric => KeyValuePair.Create($"quantization.{name}.{metric.Item1}", metric.Item2!.Value));
}
