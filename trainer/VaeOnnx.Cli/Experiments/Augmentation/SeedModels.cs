using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Experiments.Augmentation;

/// <summary>
/// The generators of one seed, fitted to its training images alone: trained when first asked for, exported, kept on disk, and from
/// then on only used through the runtime. Owns the bundles.
/// </summary>
internal sealed class SeedModels(string folder, ExperimentData data, AugmentationSettings settings, WarpSettings warpSettings, ulong seed, Shell shell, CancellationToken cancellation) : IDisposable
{
    // The paper's: 784-400-128-400-784, batches of 128, a constant step size.
    private const int PaperLatentDim = 128;
    private const int PaperBatchSize = 128;
    private const int WarpBatchSize = 64;
    private readonly Dictionary<string, VaeBundle> _bundles = [];

    /// <summary>The paper's VAE.</summary>
    public VaeBundle Vae => Trained("vae", TrainVae);

    /// <summary>The warp-VAE, fitted to affinely deformed pairs.</summary>
    public VaeBundle Warp => Trained("warp", TrainWarp);

    /// <summary>A bundle made elsewhere.</summary>
    public VaeBundle Load(string path)
    {
        if (!_bundles.TryGetValue(path, out var bundle))
            _bundles[path] = bundle = VaeBundle.Load(path);
        return bundle;
    }

    public void Dispose()
    {
        foreach (var bundle in _bundles.Values)
            bundle.Dispose();
    }

    private VaeBundle Trained(string name, Func<string, BundleContent> train)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(Path.Combine(path, BundleManifest.FileName)))
            BundleWriter.Write(path, train($"{name}, seed {seed}"));
        return Load(path);
    }

    private BundleContent TrainVae(string title)
    {
        var vae = new MlpVae(new MlpVaeConfig { Image = data.Training.Spec, LatentDim = PaperLatentDim }, seed);
        var config = Config(PaperBatchSize, settings.VaeSteps, LearningRateSchedule.Constant);
        TrainingDisplay.Run(shell, title, progress => new VaeTrainer(config).Fit(vae, data.Training, data.Validation, progress, cancellation));
        return Content() with { Vae = vae };
    }

    private BundleContent TrainWarp(string title)
    {
        var config = Config(WarpBatchSize, warpSettings.Steps, LearningRateSchedule.Cosine);
        var pairs = WarpPairs.Of(data.Training, warpSettings, WarpBatchSize, seed);
        var warp = new WarpVae(warpSettings.ToModel(data.Training.Spec), seed);
        TrainingDisplay.Run(shell, title, progress => new WarpTrainer(config, warpSettings.ToLoss()).Fit(warp, pairs, progress: progress, cancellationToken: cancellation));
        return Content() with { Warp = warp };
    }

    private TrainingConfig Config(int batchSize, int steps, LearningRateSchedule schedule) => new()
    {
        BatchSize = batchSize,
        Epochs = 10,
        StepsPerEpoch = Math.Max(1, steps / 10),
        Schedule = schedule,
        Seed = seed,
        Threads = settings.Threads,
    };

    private BundleContent Content() => new() { HeldOut = data.Validation, Data = data.Provenance(seed) };
}
