using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train vae</c>: encoder and decoder, for <c>augment</c> and <c>sample</c>.</summary>
internal sealed class TrainVaeCommand() : TrainModelCommand<VaeSettings>("vae", "Train a VAE: an encoder and a decoder, for augment and sample.")
{
    public override IReadOnlyList<string> Examples { get; } =
        ["train vae --data my-images --out artifacts/mine", "train vae --config vaeonnx.json --latent-dim 32 --epochs 50 --out artifacts/mine"];

    protected override bool TakesAnySize(VaeSettings settings) => settings.Model == VaeKind.Mlp;

    protected override TrainedModel Train(VaeSettings settings, TrainingRun run)
    {
        var choice = VaeChoice.For(settings, run.Data.Training);
        run.Shell.Line($"Model: {choice.Reason}.");
        var vae = run.Own(choice.CreateModel(run.Data.Training));
        var trainer = new VaeTrainer(VaeCourse.Of(choice.Settings, run.Config, run.Data.Training));
        var fit = TrainingDisplay.Run(run.Shell, "VAE", progress => trainer.Fit(vae, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        // The one look at the test images: after everything was chosen.
        var test = run.Data.Test is null ? null : trainer.Evaluate(vae, run.Data.Test, run.Cancellation);
        return new TrainedModel(choice.Title, fit, new VaeJudge(LookedAt.From(run.Data.Validation), fit, test, vae.Likelihood, settings.Seed))
        {
            Settings = new Dictionary<string, string>(SettingRecord.Of(Name, choice.Settings)),
            Advice = LatentAdvice.Of(fit.Diagnosis, Name, choice.Settings),
            AddTo = content => content with { Vae = vae },
        };
    }
}
