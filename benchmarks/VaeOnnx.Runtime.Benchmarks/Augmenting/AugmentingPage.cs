using System.Text;

namespace VaeOnnx.Runtime.Benchmarks;

/// <summary>A report as Markdown.</summary>
internal static class AugmentingPage
{
    public static string Of(AugmentingReport report)
    {
        var page = new StringBuilder();
        var machine = report.Machine;
        page.Append($"""
            # How fast images are made of others

            Written by `dotnet cake --target=AugmentationSpeed`; the numbers are in [augmentation-speed.json](augmentation-speed.json) too.

            {machine.Processor}, {machine.Cores} cores, {machine.Vectors}, {machine.System}; {machine.DotNet}, ONNX Runtime {machine.OnnxRuntime}. Everything on one thread.
            One call makes {report.Images} images of 28×28 pixels of as many others, bytes to bytes, with new random numbers for each: `Augmenter.Augment` with the default options, and OpenCV's `warpAffine` (rotation, scaling and shift drawn anew, bilinear).
            `mnist` is this repository's bundle, the paper's network with 20 latent units (784-400-20-400-784): encoder, noise, decoder. `mnist-int8` is what `vaeonnx quantize` makes of it. `warp-vae` has the default sizes; it runs its decoder alone.

            A ratio is the median over rounds of a few milliseconds, each way's turn against the first line's turn in the same round, in changing order; in brackets the 95 % confidence interval of that median.


            """);
        Append(page, $"Bytes to bytes, {report.Images} images a call", "way", report.Ways, report.Images);
        foreach (var cuts in report.Cuts)
            Append(page, $"{cuts.Bundle}: the most images of a run (RuntimeOptions.MaxBatch)", "images", cuts.Times, report.Images);
        return page.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder page, string title, string what, IReadOnlyList<PairedTimes> ways, int images)
    {
        page.AppendLine($"## {title}").AppendLine().AppendLine($"| {what} | images a second | time, first line = 1 | managed bytes a call |").AppendLine("|---|---:|---|---:|");
        foreach (var way in ways)
            page.AppendLine($"| {way.Name} | {1e6 * images / way.Microseconds:N0} | {way.Ratio:0.000} [{way.RatioLow:0.000}, {way.RatioHigh:0.000}] | {way.BytesPerCall:0} |");
        page.AppendLine();
    }
}
