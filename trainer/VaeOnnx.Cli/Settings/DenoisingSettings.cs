using VaeOnnx.Cli.Images;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>A denoising experiment: which bundles, on which noise.</summary>
internal sealed record DenoisingSettings
{
    /// <summary>The section of a configuration file.</summary>
    public const string Section = "denoising";

    [Setting("The folder of the runs and results.", Value = "DIR", IsPath = true)]
    public string Out { get; init; } = "artifacts/denoising";

    [Setting("The folders of bundles with denoisers, separated by commas; none compares the filters alone.", Value = "DIRS", IsPath = true)]
    public string Bundles { get; init; } = "";

    [Setting("The folder of a bundle whose classifier, trained on clean images, labels the denoised ones.", Value = "DIR", IsPath = true)]
    public string? Judge { get; init; }

    [Setting("The noises, each measured by itself, separated by commas.", Value = "NOISES", Expected = "noises such as gaussian:0.1,speckle:0.5")]
    public NoiseMix Noises { get; init; } = NoiseMix.Parse("gaussian:0.1,gaussian:0.25,gaussian:0.5,speckle:0.5");

    [Setting("The images to denoise. Settings are chosen on validation images; the test images are for the last look.")]
    public ImagePart Part { get; init; } = ImagePart.Test;

    [Setting("How many of them.", Value = "N", Min = 1)]
    public int Images { get; init; } = 10_000;

    [Setting("On how many training images the filters are tuned.", Value = "N", Min = 1)]
    public int TuningImages { get; init; } = 200;

    [Setting("Draws the noise.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    /// <summary>Draws the noise that filters are tuned on: none of what they are measured on.</summary>
    internal ulong TuningSeed => ~Seed;

    /// <summary>The bundles' folders.</summary>
    public IReadOnlyList<string> ReadBundles() => Bundles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What all runs share, a line each: not the noises, which may be added to.</summary>
    public string Describe(string data, string bundles) => string.Join('\n', SettingRecord.Of(Section, this)
        .Where(pair => pair.Key != $"{Section}.noises")
        .Select(pair => $"{pair.Key}={pair.Value}")
        .Prepend($"bundles={bundles}")
        .Prepend($"data={data}"));
}
