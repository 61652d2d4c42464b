using System.Globalization;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>Everything that a demo run can be told. The defaults are the paper's where they fit into minutes.</summary>
internal sealed record DemoSettings
{
    /// <summary>See <see cref="DenoiserHiddenDim"/>.</summary>
    public const int DefaultDenoiserHiddenDim = 200;

    /// <summary>See <see cref="DenoiserLatentDim"/>.</summary>
    public const int DefaultDenoiserLatentDim = 64;

    /// <summary>See <see cref="DenoiserBeta"/>.</summary>
    public const double DefaultDenoiserBeta = 0.02;

    /// <summary>Draws weights, orders, splits and noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Torch's threads; 0 leaves torch's own choice.</summary>
    public int Threads { get; init; }

    /// <summary>Passes of the VAE through the training images.</summary>
    public required int VaeEpochs { get; init; }

    /// <summary>Passes of the denoising VAE.</summary>
    public required int DenoiserEpochs { get; init; }

    /// <summary>Passes of the CNN through the original images; the other arms get as many steps.</summary>
    public required int ClassifierEpochs { get; init; }

    /// <summary>The size of the VAE's z.</summary>
    public int LatentDim { get; init; } = 20;

    /// <summary>The denoiser's hidden units: half the paper's, so that a whole bundle of MNIST stays below 6 MB.</summary>
    public int DenoiserHiddenDim { get; init; } = DefaultDenoiserHiddenDim;

    /// <summary>The size of the denoiser's z: what a clean image needs, not what a prior can fill.</summary>
    public int DenoiserLatentDim { get; init; } = DefaultDenoiserLatentDim;

    /// <summary>The denoiser's weight of the KL divergence: low, because it is asked for the image and never for a sample.</summary>
    public double DenoiserBeta { get; init; } = DefaultDenoiserBeta;

    /// <summary>How generated images differ from their originals.</summary>
    public JitterKind Jitter { get; init; } = JitterKind.Posterior;

    /// <summary>What the denoiser learns to remove.</summary>
    public NoiseMix TrainingNoise { get; init; } = NoiseMix.Default;

    /// <summary>What it is tested on: the paper's two kinds.</summary>
    public IReadOnlyList<ImageNoise> TestNoise { get; init; } = [ImageNoise.Parse("gaussian:0.5"), ImageNoise.Parse("speckle:0.5")];

    /// <summary>The defaults for a training set: minutes on two cores, whatever its size.</summary>
    /// <param name="trainCount">The training images.</param>
    public static DemoSettings For(int trainCount)
    {
        const int Large = 30_000;
        return trainCount >= Large
            ? new DemoSettings { VaeEpochs = 12, DenoiserEpochs = 12, ClassifierEpochs = 4 }
            : new DemoSettings { VaeEpochs = 24, DenoiserEpochs = 24, ClassifierEpochs = 6 };
    }

    public MlpVaeConfig VaeConfig(ImageSpec image) => new() { Image = image, LatentDim = LatentDim };

    public MlpVaeConfig DenoiserConfig(ImageSpec image) => new() { Image = image, HiddenDim = DenoiserHiddenDim, LatentDim = DenoiserLatentDim };

    public TrainingConfig VaeTraining => new() { Epochs = VaeEpochs, Schedule = LearningRateSchedule.Cosine, Seed = Seed, Threads = Threads };

    public TrainingConfig DenoiserTraining => VaeTraining with { Epochs = DenoiserEpochs, Beta = DenoiserBeta };

    /// <summary>The one setting of all CNN trainings; the steps come from the original images.</summary>
    /// <param name="originalCount">The original images that are fitted to.</param>
    public TrainingConfig ClassifierTraining(int originalCount)
    {
        var config = new TrainingConfig { Epochs = ClassifierEpochs, Schedule = LearningRateSchedule.Cosine, Seed = Seed, Threads = Threads };
        return config with { StepsPerEpoch = Math.Max(1, originalCount / config.BatchSize) };
    }

    /// <summary>For the manifest and the report.</summary>
    public IReadOnlyDictionary<string, string> Describe()
    {
        var (vae, denoiser, classifier) = (VaeTraining, DenoiserTraining, ClassifierTraining(1));
        return new Dictionary<string, string>
        {
            ["seed"] = Invariant($"{Seed}"),
            ["threads"] = Threads == 0 ? "torch's choice" : Invariant($"{Threads}"),
            ["vae.training"] = TrainingDescription.Of(vae),
            ["vae.beta"] = Invariant($"{vae.Beta}"),
            ["vae.hidden_dim"] = Invariant($"{new MlpVaeConfig().HiddenDim}"),
            ["vae.latent_dim"] = Invariant($"{LatentDim}"),
            ["denoiser.training"] = TrainingDescription.Of(denoiser),
            ["denoiser.beta"] = Invariant($"{denoiser.Beta}"),
            ["denoiser.hidden_dim"] = Invariant($"{DenoiserHiddenDim}"),
            ["denoiser.latent_dim"] = Invariant($"{DenoiserLatentDim}"),
            ["denoiser.training_noise"] = TrainingNoise.ToString(),
            ["classifier.training"] = TrainingDescription.Of(classifier),
            ["augmentation.jitter"] = Jitter.ToString().ToLowerInvariant(),
        };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
