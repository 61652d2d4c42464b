using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train vae</c>: encoder and decoder, for <c>augment</c> and <c>sample</c>.</summary>
internal sealed class TrainVaeCommand : TrainModelCommand
{
    private readonly MlpVaeOptions _model;

    public TrainVaeCommand()
        : base("vae", "Train the paper's VAE: an encoder and a decoder, for augment and sample.") =>
        _model = new MlpVaeOptions(this, new MlpVaeConfig().HiddenDim, new MlpVaeConfig().LatentDim, new TrainingConfig().Beta);

    public override IReadOnlyList<string> Examples { get; } =
        ["train vae --data my-idx-files --out artifacts/mine", "train vae --latent-dim 32 --epochs 50 --seed 7 --out artifacts/mine"];

    protected override BundleContent Train(TrainingRun run)
    {
        var vae = run.Own(_model.Create(run));
        var fit = TrainingDisplay.Run(run.Shell, "VAE", progress =>
            new VaeTrainer(_model.Configure(run)).Fit(vae, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return run.Content(_model.Describe(run), LossMetrics.Of("vae", fit)) with { Vae = vae };
    }
}
