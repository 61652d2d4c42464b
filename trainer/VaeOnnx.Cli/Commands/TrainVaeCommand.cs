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

    protected override TrainedModel Train(VaeSettings settings, TrainingRun run)
    {
        var vae = run.Own(settings.CreateModel(run.Data.Training.Spec));
        var fit = TrainingDisplay.Run(run.Shell, "VAE", progress =>
            new VaeTrainer(run.Config with { Beta = settings.Beta }).Fit(vae, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return new TrainedModel("VAE", fit, new VaeJudge(LookedAt.From(run.Data.Validation), fit, settings.Seed))
        {
            Settings = new Dictionary<string, string>(SettingRecord.Of(Name, settings)),
            AddTo = content => content with { Vae = vae },
        };
    }
}
