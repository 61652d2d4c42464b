using VaeOnnx.Cli.Demo;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>A denoising VAE and its training.</summary>
internal sealed record DenoiserSettings : VaeSettings
{
    public DenoiserSettings() => Beta = DemoSettings.DefaultDenoiserBeta;

    [Setting("The noise to remove, KIND:MIN..MAX in units of the pixel range, mixed with commas; kinds: gaussian, speckle.", Value = "MIX", Expected = "a mix of noise such as gaussian:0.1..0.5,speckle:0.2")]
    public NoiseMix Noise { get; init; } = NoiseMix.Default;

    internal override int DefaultMlpWidth => DemoSettings.DefaultDenoiserHiddenDim;

    internal override int DefaultMlpLatentDim => DemoSettings.DefaultDenoiserLatentDim;
}
