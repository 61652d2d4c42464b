using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train denoiser</c>: a VAE on (noisy, clean) pairs, for <c>denoise</c>.</summary>
internal sealed class TrainDenoiserCommand() : TrainModelCommand<DenoiserSettings>("denoiser", "Train a denoising VAE on (noisy, clean) pairs, for denoise.")
{
    public override IReadOnlyList<string> Examples { get; } = ["train denoiser --data my-images --noise gaussian:0.1..0.5,speckle:0.3 --out artifacts/clean"];

    protected override bool TakesAnySize(DenoiserSettings settings) => settings.Model == VaeKind.Mlp;

    protected override TrainedModel Train(DenoiserSettings settings, TrainingRun run)
    {
        if (settings.Conditional)
            throw new UsageException("--conditional: a denoiser knows no labels. Leave it out.");
        var choice = VaeChoice<DenoiserSettings>.For(settings, run.Data.Training);
        run.Shell.Line($"Model: {choice.Reason}.");
        var vae = run.Own(choice.CreateModel(run.Data.Training));
        var fit = TrainingDisplay.Run(run.Shell, "Denoising VAE", progress =>
            new VaeTrainer(VaeCourse.Of(choice.Settings, run), settings.Noise).Fit(vae, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return new TrainedModel("Denoising VAE", fit, new DenoiserJudge(LookedAt.From(run.Data.Validation), settings.Noise, settings.Seed))
        {
            Settings = new Dictionary<string, string>(SettingRecord.Of(Name, choice.Settings)),
            Advice = LatentAdvice.Of(fit.Diagnosis, Name, choice.Settings),
            AddTo = content => content with { Denoiser = new VaeReconstructor(vae), Noise = settings.Noise },
        };
    }
}
