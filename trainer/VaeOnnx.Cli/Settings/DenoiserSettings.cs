using VaeOnnx.Cli.Demo;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>A denoising VAE and its training.</summary>
internal sealed record DenoiserSettings : VaeSettings
{
    public DenoiserSettings() => Beta = DemoSettings.DefaultDenoiserBeta;

    [Setting("The noise to remove, mixed with commas: KIND:LEVEL or KIND:MIN..MAX. gaussian, speckle: sigma in units of the pixel range (15/255 is one). poisson: photons of a white pixel. saltpepper: the share of values lost. A + puts one after the other; +unclipped lets values leave the range.", Value = "MIX", Expected = "a mix of noise such as gaussian:0.1..0.5,speckle:0.2")]
    public NoiseMix Noise { get; init; } = NoiseMix.Default;

    internal override int DefaultMlpWidth => DemoSettings.DefaultDenoiserHiddenDim;

    internal override int DefaultMlpLatentDim => DemoSettings.DefaultDenoiserLatentDim;
}
