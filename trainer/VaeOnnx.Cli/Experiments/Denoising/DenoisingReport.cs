using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>Tells a denoising experiment as a page.</summary>
internal static class DenoisingReport
{
    public static ReportPage Create(DenoisingResults results, IReadOnlyList<ReportFigure> figures) => new()
    {
        Title = $"Noise reduction on {results.Data}",
        Lead = $"Noise was put on {Text.Count(results.Images)} {results.Part} images of {results.Data} and taken off again, by bundles through the runtime library and by OpenCV's filters.",
        Headlines = [.. results.Noises().Select(noise => Best(results, noise))],
        Results = [.. new[] { DenoisingTables.Psnr(results), DenoisingTables.Ssim(results), DenoisingTables.Accuracy(results), DenoisingTables.Speed(results), DenoisingTables.Latents(results) }.OfType<ReportTable>()],
        Caveats = DenoisingTables.Verdicts(results),
        Figures = figures,
        Details = [DenoisingTables.Tuning(results), DenoisingTables.Settings(results)],
    };

    private static Headline Best(DenoisingResults results, string noise)
    {
        var best = results.Runs.Where(run => run.Noise == noise).MaxBy(run => run.Psnr)!;
        return new Headline(noise, FormattableString.Invariant($"{best.Psnr:0.00} dB"), best.Method);
    }
}
