using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>The three trained models of a demo run. Owns them.</summary>
internal sealed class DemoModels : IDisposable
{
    private DemoModels(MlpVae vae, MlpVae denoiser, PaperCnn classifier)
    {
        Vae = vae;
        Denoiser = denoiser;
        Classifier = classifier;
    }

    public MlpVae Vae { get; }

    public required TrainingResult VaeFit { get; init; }

    /// <summary>A VAE too, trained on (noisy, clean) pairs.</summary>
    public MlpVae Denoiser { get; }

    public required TrainingResult DenoiserFit { get; init; }

    /// <summary>The CNN of the original arm.</summary>
    public PaperCnn Classifier { get; }

    public required TrainingResult ClassifierFit { get; init; }

    /// <summary>Trains all three.</summary>
    public static DemoModels Train(DemoData data, DemoSettings settings, Shell shell, CancellationToken cancellation)
    {
        var image = data.Training.Spec;
        var vae = new MlpVae(settings.VaeConfig(image), settings.Seed);
        var denoiser = new MlpVae(settings.DenoiserConfig(image), settings.Seed + 1);
        var classifier = new ClassifierFit(data, settings, shell);
        return new DemoModels(vae, denoiser, classifier.Model)
        {
            VaeFit = TrainingDisplay.Run(shell, "VAE", progress =>
                new VaeTrainer(settings.VaeTraining).Fit(vae, data.Training, data.Validation, progress, cancellation)),
            DenoiserFit = TrainingDisplay.Run(shell, "Denoising VAE", progress =>
                new VaeTrainer(settings.DenoiserTraining, settings.TrainingNoise).Fit(denoiser, data.Training, data.Validation, progress, cancellation)),
            ClassifierFit = classifier.Run("CNN on original", data.Training, cancellation),
        };
    }

    /// <summary>How the trainings went.</summary>
    public IReadOnlyDictionary<string, double> Metrics() => new Dictionary<string, double>(
        LossMetrics.Of("vae", VaeFit).Concat(LossMetrics.Of("denoiser", DenoiserFit)).Concat(LossMetrics.Of("classifier", ClassifierFit)));

    public void Dispose()
    {
        Vae.Dispose();
        Denoiser.Dispose();
        Classifier.Dispose();
    }
}
