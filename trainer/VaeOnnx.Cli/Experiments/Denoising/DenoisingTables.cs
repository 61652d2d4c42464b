using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Training;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>A denoising experiment's results as tables and sentences.</summary>
internal static class DenoisingTables
{
    public static ReportTable Psnr(DenoisingResults results) => ByNoise(
        results, "Peak signal-to-noise ratio in dB, mean over images; higher is better", run => Number(run.Psnr, "0.00"),
        FormattableString.Invariant($"The same noisy images for every method; filters are tuned for each noise on {results.TuningImages} training images."));

    public static ReportTable Ssim(DenoisingResults results) => ByNoise(results, "Structural similarity, mean over images; 1 is best", run => Number(run.Ssim, "0.000"));

    /// <summary>Null where there was no judge.</summary>
    public static ReportTable? Accuracy(DenoisingResults results) => results.Runs.All(run => run.Accuracy is null) ? null
        : ByNoise(results, "Images that a classifier of clean images labels right, in per cent", run => Number(100 * run.Accuracy!.Value, "0.00"));

    public static ReportTable Speed(DenoisingResults results) => new(
        "Milliseconds a megapixel, on one thread, mean over the noises",
        ["method", "ms a megapixel"],
        [.. results.Methods().Where(method => method != DenoisingRun.Untreated).Select(method => (IReadOnlyList<string>)
            [method, Number(results.Runs.Where(run => run.Method == method).Average(run => run.MillisecondsAMegapixel!.Value), "0")])],
        "From floats in memory to floats in memory. Small images cost more a megapixel than large ones.");

    /// <summary>Null where no bundle has levels of latents.</summary>
    public static ReportTable? Latents(DenoisingResults results) => results.Latents.Count == 0 ? null : LatentMetrics.Table(
        results.Latents.Select(row => ($"{row.Bundle}, ", row.Use)),
        "Measured after each training, over the noise that it was trained on. A VAE that ignores its latents would lose nothing.");

    public static ReportTable Tuning(DenoisingResults results) => ByNoise(
        results, "What the filters were set to", run => run.Setting, methods: [.. results.Methods().Where(method => results.Runs.Any(run => run.Method == method && run.Setting.Length > 0))]);

    public static ReportTable Settings(DenoisingResults results) => new(
        "Settings", ["", "value"],
        [
            ["images", Text.Count(results.Images)],
            .. results.Settings.Split('\n').Select(line => (IReadOnlyList<string>)(line.Split('=', 2) is [var name, var value] ? [name, value] : [line, ""])),
        ]);

    /// <summary>What is best on each noise, in plain words.</summary>
    public static IReadOnlyList<string> Verdicts(DenoisingResults results) => [.. results.Noises().Select(noise =>
    {
        var ranked = results.Runs.Where(run => run.Noise == noise).OrderByDescending(run => run.Psnr).ToArray();
        return FormattableString.Invariant($"{noise}: {ranked[0].Method} is best with {ranked[0].Psnr:0.00} dB, before {ranked[1].Method} with {ranked[1].Psnr:0.00} dB.");
    })];

    private static ReportTable ByNoise(DenoisingResults results, string title, Func<DenoisingRun, string> cell, string note = "", IReadOnlyList<string>? methods = null) => new(
        title,
        ["method", .. results.Noises()],
        [.. (methods ?? [.. results.Methods()]).Select(method => (IReadOnlyList<string>)[method, .. results.Noises().Select(noise => cell(results.Of(noise, method)))])],
        note);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
