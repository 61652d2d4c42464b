using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Hosting;

/// <summary>A training's outcome for the manifest: losses in nats an image, accuracy from 0 to 1, PSNR in dB, of the epoch that was kept.</summary>
internal static class LossMetrics
{
    public static IReadOnlyDictionary<string, double> Of(string model, TrainingResult fit)
    {
        var metrics = new Dictionary<string, double> { [$"{model}.epoch"] = fit.BestEpoch };
        Add("training", fit.Best.Training);
        Add("validation", fit.Best.Validation);
        return metrics;

        void Add(string part, TrainingLoss? loss)
        {
            if (loss is null)
                return;
            metrics[$"{model}.{part}_loss"] = loss.Total;
            if (loss.KlDivergence is { } kl)
                metrics[$"{model}.{part}_kl"] = kl;
            if (loss.Accuracy is { } accuracy)
                metrics[$"{model}.{part}_accuracy"] = accuracy;
            if (loss.Psnr is { } psnr)
                metrics[$"{model}.{part}_psnr"] = psnr;
        }
    }
}
