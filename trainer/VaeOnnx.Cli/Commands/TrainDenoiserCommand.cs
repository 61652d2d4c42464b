using System.CommandLine;
using System.CommandLine.Parsing;
using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train denoiser</c>: a VAE on (noisy, clean) pairs, for <c>denoise</c>.</summary>
internal sealed class TrainDenoiserCommand : TrainModelCommand
{
    private readonly MlpVaeOptions _model;
    private readonly Option<NoiseMix> _noise;

    public TrainDenoiserCommand()
        : base("denoiser", "Train a denoising VAE on (noisy, clean) pairs, for denoise.")
    {
        _model = new MlpVaeOptions(this, DemoSettings.DefaultDenoiserHiddenDim, DemoSettings.DefaultDenoiserLatentDim, DemoSettings.DefaultDenoiserBeta);
        _noise = Add("--noise", "The noise to remove, KIND:MIN..MAX in units of the pixel range, mixed with commas; kinds: gaussian, speckle.", NoiseMix.Default, "MIX");
        _noise.CustomParser = ParseMix;
    }

    public override IReadOnlyList<string> Examples { get; } = ["train denoiser --data my-idx-files --noise gaussian:0.1..0.5,speckle:0.3 --out artifacts/clean"];

    protected override BundleContent Train(TrainingRun run)
    {
        var noise = run.Arguments.GetRequiredValue(_noise);
        var vae = run.Own(_model.Create(run));
        var fit = TrainingDisplay.Run(run.Shell, "Denoising VAE", progress =>
            new VaeTrainer(_model.Configure(run), noise).Fit(vae, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        var settings = new Dictionary<string, string>(_model.Describe(run)) { ["noise"] = noise.ToString() };
        return run.Content(settings, LossMetrics.Of("denoiser", fit)) with { Denoiser = vae };
    }

    private static NoiseMix? ParseMix(ArgumentResult result)
    {
        try
        {
            return NoiseMix.Parse(result.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            result.AddError($"--noise: {e.Message}");
            return null;
        }
    }
}
