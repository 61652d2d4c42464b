using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Cli.Report;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>Tells a demo run as a page.</summary>
internal sealed class DemoReport(DemoData data, DemoSettings settings, DemoModels models, DemoResult result)
{
    /// <summary>Images a row of the pictures.</summary>
    public const int Shown = 16;

    /// <summary>Puts the page together.</summary>
    /// <param name="bundle">Generates the images that are shown.</param>
    public ReportPage Create(VaeBundle bundle) => new()
    {
        Title = $"VaeOnnx on {data.Training.Name}",
        Lead = $"A VAE, a denoising VAE and a CNN were trained on {Text.Count(data.Training.Count)} images and exported to ONNX. "
            + "Everything below that is generated, denoised or classified went through the exported graphs and the runtime library.",
        Headlines = Headlines(),
        Results = [DemoTables.Arms(result), DemoTables.Denoising(result)],
        Figures = [Generated(bundle), .. result.Denoising.Select(Denoised)],
        Charts = [TrainingCharts.Chart("VAE", "nats an image", models.VaeFit, loss => loss.Total), TrainingCharts.Chart("Denoising VAE", "nats an image", models.DenoiserFit, loss => loss.Total), Validation()],
        Caveats = DemoCaveats.Of(result, data.Test.Count),
        Details = [.. DataTables.Of(data.Divided), ManifestTables.Settings(bundle.Manifest), ManifestTables.Graphs(bundle.Manifest), ManifestTables.Parity(bundle.Manifest), ManifestTables.Packages(bundle.Manifest)],
    };

    private IReadOnlyList<Headline> Headlines() =>
    [
        new("CNN on original + generated", Text.Percent(result.Both.TestAccuracy), $"{Text.Percent(result.Original.TestAccuracy)} on the originals alone, test images"),
        .. result.Denoising.Select(row => new Headline($"Denoised, {Text.Noise(row.Noise)}", $"{Text.Decibels(row.Denoised.Psnr)} dB", $"{Text.Decibels(row.Noisy.Psnr)} dB when noisy (PSNR)")),
        new("VAE, negative ELBO", $"{Text.Nats(ValidationOf(models.VaeFit).Total)} nats", "an image, on validation images"),
    ];

    private ReportFigure Generated(VaeBundle bundle)
    {
        var originals = data.Training.Take(Shown);
        return new ReportFigure(
            "Originals over generated images",
            ["original", "posterior jitter", "relative jitter (the paper's code)"],
            ContactSheet.Encode(SheetLayout.Bands(originals.Spec, Shown, 1, originals.Pixels, Generate(JitterKind.Posterior), Generate(JitterKind.Relative)), originals.Spec, Shown),
            $"The training set was doubled with {settings.Jitter.ToString().ToLowerInvariant()} jitter: z = mu + sigma·epsilon; relative is z = mu·(1 + 0.1·epsilon).");

        byte[] Generate(JitterKind jitter)
        {
            var images = new byte[originals.Pixels.Length];
            bundle.Augmenter.Augment(originals.Pixels.Span, images, new AugmentOptions { Seed = settings.Seed, Jitter = jitter });
            return images;
        }
    }

    private ReportFigure Denoised(DenoisingResult row)
    {
        var clean = data.Test.Take(Shown);
        return new ReportFigure(
            $"Noise reduction, {Text.Noise(row.Noise)}, test images",
            ["clean", "noisy", "denoised"],
            ContactSheet.Encode(SheetLayout.Bands(clean.Spec, Shown, 1, clean.Pixels, row.NoisyShown, row.DenoisedShown), clean.Spec, Shown));
    }

    private ReportChart Validation() => new(
        "CNN, validation accuracy", "epoch (of equal steps)", "%",
        [.. result.Arms.Select(arm => TrainingCharts.Curve(arm.Name, arm.Fit, epoch => 100 * epoch.Validation!.Accuracy!.Value))]);

    private static TrainingLoss ValidationOf(TrainingResult fit) => fit.Best.Validation ?? fit.Best.Training;
}
