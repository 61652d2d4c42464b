using System.Text;
using System.Text.Json;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>How many images a second are made of others, bytes to bytes on one thread: OpenCV's affine transforms beside bundles.</summary>
/// <param name="Machine">What the numbers were taken on.</param>
/// <param name="Images">Images of one call.</param>
/// <param name="Ways">Each against OpenCV, which is the first.</param>
/// <param name="Cuts">Each bundle with other limits to a run.</param>
internal sealed record AugmentingReport(Machine Machine, int Images, PairedTimes[] Ways, BatchCuts[] Cuts)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Measures.</summary>
    /// <param name="bundles">Folders of bundles of 28×28 grey images.</param>
    /// <param name="seconds">About how long for each table.</param>
    public static AugmentingReport Measure(IReadOnlyList<string> bundles, double seconds)
    {
        var digits = new DigitBytes(1024);
        return new AugmentingReport(Machine.Current, digits.Count, AugmentingWays.Measure(bundles, digits, seconds), [.. bundles.Select(bundle => BatchCuts.Measure(bundle, digits, seconds))]);
    }

    public void Write(string folder)
    {
        AtomicFile.WriteAllBytes(Path.Combine(folder, "augmentation-speed.json"), JsonSerializer.SerializeToUtf8Bytes(this, Indented));
        AtomicFile.WriteAllBytes(Path.Combine(folder, "augmentation-speed.md"), Encoding.UTF8.GetBytes(AugmentingPage.Of(this)));
    }
}
