using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>A denoiser, what it learns from, and its training.</summary>
internal sealed record DenoiserSettings : LatentSettings
{
    public DenoiserSettings()
    {
        Beta = DemoSettings.DefaultDenoiserBeta;
        (BatchSize, LearningRate) = (null, null);
    }

    [Setting("unet: a residual U-Net, for images of any size. ladder: a VAE of several levels of latent maps, for images of any size. mlp, conv: VAEs of one vector of latents, for images of one size. auto: mlp for small grey images, else, and with --patch, unet.")]
    public DenoiserKind Model { get; init; } = DenoiserKind.Auto;

    [Setting("The noise that is put on clean images, mixed with commas: KIND:LEVEL or KIND:MIN..MAX. gaussian, speckle: sigma in units of the pixel range (15/255 is one). poisson: photons of a white pixel. saltpepper: the share of values lost. A + puts one after the other; +unclipped lets values leave the range. gaussian and speckle at 0.1 to 0.5 unless given.", Value = "MIX", Expected = "a mix of noise such as gaussian:0.1..0.5,speckle:0.2")]
    public NoiseMix? Noise { get; init; }

    [Setting("Two folders with files of the same names: noisy images, and the same clean, or noisy another time (Noise2Noise). In place of --data.", Value = "NOISY CLEAN", Expected = "two folders, noisy images and what they should become", IsPath = true, Count = 2)]
    public string[]? Pairs { get; init; }

    [Setting("Noisy images without clean ones. unet learns by a blind spot (Noise2Void): noise must be independent from pixel to pixel. In place of --data.", Value = "DIR", IsPath = true)]
    public string? NoisyOnly { get; init; }

    [Setting("Train on random patches of that side, cut out of images of any and mixed sizes.", Value = "N", Min = 8)]
    public int? Patch { get; init; }

    [Setting("Lay each patch down in one of eight ways, mirrored and turned by quarters; false for what must stay upright.")]
    public bool Turn { get; init; } = true;

    [Setting("How far results are from their targets (unet, ladder). logMse: each image's PSNR. mse: strong noise counts most. l1: forgives outliers.")]
    public DenoisingLossKind Loss { get; init; } = DenoisingLossKind.LogMse;

    /// <summary>Whether images of several sizes may come.</summary>
    internal bool ReadsMixedSizes => Pairs is not null || NoisyOnly is not null || Patch is not null;

    /// <summary>Its VAE, where it is one of a vector of latents.</summary>
    internal VaeSettings ToVae() => new()
    {
        Model = Model == DenoiserKind.Conv ? VaeKind.Conv : VaeKind.Mlp,
        Likelihood = Likelihood,
        LatentDim = LatentDim,
        Depth = Depth,
        Width = Width,
        Seed = Seed,
        DefaultMlpWidth = DemoSettings.DefaultDenoiserHiddenDim,
        DefaultMlpLatentDim = DemoSettings.DefaultDenoiserLatentDim,
    };

    /// <summary>What it learns from; null where a VAE learns from noisy images alone, which are what it is asked for.</summary>
    internal DenoisingTask? TaskFor(bool isVae) =>
        Pairs is not null ? new PairedTargets() : NoisyOnly is null ? Noise ?? NoiseMix.Default : isVae ? null : new BlindSpot();

    /// <exception cref="UsageException">Two settings say what to learn from.</exception>
    internal DenoiserSettings Validated()
    {
        if (Pairs is not null && NoisyOnly is not null)
            throw new UsageException("--pairs and --noisy-only: expected one of them, got both.");
        if (Noise is not null && (Pairs is not null || NoisyOnly is not null))
            throw new UsageException($"--noise: expected clean images to put it on, got {(Pairs is null ? "--noisy-only" : "--pairs")}. Leave it out.");
        return this;
    }
}
