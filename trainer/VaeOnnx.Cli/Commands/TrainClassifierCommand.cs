using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train classifier</c>: the paper's CNN.</summary>
internal sealed class TrainClassifierCommand : TrainModelCommand
{
    public TrainClassifierCommand()
        : base("classifier", "Train the paper's CNN on labelled images.")
    {
    }

    public override IReadOnlyList<string> Examples { get; } = ["train classifier --data my-idx-files --epochs 10 --out artifacts/classifier"];

    protected override BundleContent Train(TrainingRun run)
    {
        ClassifierData.Require(run.Data.Training, "Enlarge the images, or name data with labels.");
        var cnn = run.Own(new PaperCnn(run.Data.Training.Spec, run.Data.Training.ClassNames.Count, run.Config.Seed));
        var fit = TrainingDisplay.Run(run.Shell, "CNN", progress =>
            new ClassifierTrainer(run.Config).Fit(cnn, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return run.Content(new Dictionary<string, string>(), LossMetrics.Of("classifier", fit)) with { Classifier = cnn };
    }
}
