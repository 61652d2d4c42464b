using System.Text;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Demo;

/// <summary>The whole path in small: train, export, load through the runtime library, use, judge, publish.</summary>
internal sealed class DemoRun(LocatedData located, DataSettings dataSettings, DemoSettings settings, Shell shell)
{
    private readonly DemoData _data = DemoData.Of(DividedData.Create(located, dataSettings.ToDivision(settings.Seed)));

    /// <summary>Runs all steps and publishes the bundle under its name: at the end, and whole.</summary>
    /// <param name="folder">The bundle's folder.</param>
    /// <param name="cancellation">Stops within an optimiser step; nothing is published then.</param>
    public void Run(string folder, CancellationToken cancellation)
    {
        ClassifierData.Require(_data.Training, "The demo trains a classifier too; 'train vae' needs no labels and takes any size.");
        shell.Heading("1/4  Training");
        using var models = DemoModels.Train(_data, settings, shell, cancellation);
        shell.Heading("2/4  Export to ONNX, proved against TorchSharp on held-out images");
        using var draft = BundleDraft.Create(folder, ContentOf(models));
        foreach (var graph in draft.Manifest.Graphs)
            shell.Line($"{graph.File}: {Text.Megabytes(graph.Bytes)}, largest difference {Text.Scientific(graph.Parity.Outputs.Max(output => output.MaxAbsoluteDifference))}");
        Judge(draft, models, cancellation);
        cancellation.ThrowIfCancellationRequested();
        draft.Publish();
    }

    // The bundle is closed before it is published: an open file would keep its folder from being renamed on Windows.
    private void Judge(BundleDraft draft, DemoModels models, CancellationToken cancellation)
    {
        using var bundle = VaeBundle.Load(draft.Folder);
        shell.Heading("3/4  Augmentation, through the runtime library");
        var arms = new AugmentationStudy(_data, settings, shell).Run(bundle, models.ClassifierFit, cancellation);
        shell.Heading("4/4  Noise reduction, through the runtime library");
        var study = new DenoisingStudy(bundle, _data.Test, settings.Seed);
        var result = new DemoResult(arms, [.. settings.TestNoise.Select(noise => study.Run(noise, DemoReport.Shown, cancellation))]);
        shell.Line();
        shell.Print(DemoTables.Arms(result));
        shell.Print(DemoTables.Denoising(result));
        draft.AddMetrics(result.Metrics());
        var page = new DemoReport(_data, settings, models, result).Create(bundle);
        draft.WriteReport(Encoding.UTF8.GetBytes(HtmlReport.Render(page)));
    }

    private BundleContent ContentOf(DemoModels models) => new()
    {
        HeldOut = _data.Validation,
        Data = _data.Provenance,
        Moves = _data.Divided.Moves,
        Vae = models.Vae,
        Denoiser = new VaeReconstructor(models.Denoiser),
        Noise = settings.TrainingNoise,
        Classifier = models.Classifier,
        Settings = new Dictionary<string, string>([.. SettingRecord.Of(DataOptions.Section, dataSettings), .. settings.Describe()]),
        Metrics = models.Metrics(),
    };
}
