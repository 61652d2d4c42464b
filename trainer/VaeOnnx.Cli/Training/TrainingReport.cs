using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Training;

/// <summary>Tells a training as a page: what was seen of the model, its course, its data, its settings.</summary>
internal static class TrainingReport
{
    /// <summary>The report's name in a bundle.</summary>
    public const string FileName = "report.html";

    public static ReportPage Create(TrainedModel model, Judgement judgement, DividedData data, BundleManifest manifest)
    {
        var fit = model.Fit;
        return new ReportPage
        {
            Title = $"{model.Title} on {data.Training.Name}",
            Lead = $"Trained on {Text.Count(data.Provenance.TrainingCount)} images for {fit.History.Count} epochs; epoch {fit.BestEpoch} did best on the validation images and was exported to ONNX. The pictures and numbers went through the exported graphs and the runtime library.",
            Headlines = [.. judgement.Headlines, new Headline("Training", $"{Text.Count((long)TrainingText.SpeedOf(fit))} images/s", $"{Text.Count(fit.Steps)} optimiser steps")],
            Results = judgement.Results,
            Figures = judgement.Figures,
            Charts = TrainingCharts.Of(fit),
            Caveats = [.. model.Advice, .. judgement.Caveats, "One seed: another one moves the numbers."],
            Details = [.. DataTables.Of(data), ManifestTables.Settings(manifest), ManifestTables.Metrics(manifest), ManifestTables.Graphs(manifest), ManifestTables.Parity(manifest), ManifestTables.Packages(manifest)],
        };
    }
}
