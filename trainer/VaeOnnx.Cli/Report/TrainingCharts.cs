using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Report;

/// <summary>The course of a training as curves over its epochs.</summary>
internal static class TrainingCharts
{
    /// <summary>The loss; of a VAE its parts, of a classifier its accuracy, of a denoiser its PSNR.</summary>
    public static IReadOnlyList<ReportChart> Of(TrainingResult fit)
    {
        var charts = new List<ReportChart> { Chart("Loss", "nats an image", fit, loss => loss.Total) };
        if (fit.Best.Training.Reconstruction is not null)
            charts.Add(Chart("Reconstruction loss", "nats an image", fit, loss => loss.Reconstruction));
        if (fit.Best.Training.KlDivergence is not null)
            charts.Add(Chart("KL divergence", "nats an image", fit, loss => loss.KlDivergence));
        if (fit.Best.Training.Accuracy is not null)
            charts.Add(Chart("Accuracy", "%", fit, loss => 100 * loss.Accuracy));
        if (fit.Best.Training.Psnr is not null)
            charts.Add(Chart("PSNR", "dB", fit, loss => loss.Psnr));
        return charts;
    }

    /// <summary>One number of the training and of the validation images.</summary>
    public static ReportChart Chart(string title, string unit, TrainingResult fit, Func<TrainingLoss, double?> value)
    {
        var curves = new List<Curve> { Curve("training", fit, epoch => value(epoch.Training)!.Value) };
        if (fit.History.All(epoch => epoch.Validation is not null))
            curves.Add(Curve("validation", fit, epoch => value(epoch.Validation!)!.Value));
        return new ReportChart(title, "epoch", unit, curves);
    }

    /// <summary>One curve over the epochs.</summary>
    public static Curve Curve(string name, TrainingResult fit, Func<EpochRecord, double> value) =>
        new(name, [.. fit.History.Select(epoch => (double)epoch.Epoch)], [.. fit.History.Select(value)]);
}
