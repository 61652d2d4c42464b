using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train classifier</c>: a CNN.</summary>
internal sealed class TrainClassifierCommand() : TrainModelCommand<ClassifierSettings>("classifier", "Train a classifier on labelled images.")
{
    public override IReadOnlyList<string> Examples { get; } = ["train classifier --data my-images --epochs 10 --out artifacts/classifier"];

    protected override TrainedModel Train(ClassifierSettings settings, TrainingRun run)
    {
        ClassifierData.Require(run.Data.Training, "Enlarge the images, or name data with labels.");
        var cnn = run.Own(new PaperCnn(run.Data.Training.Spec, run.Data.Training.ClassNames.Count, settings.Seed));
        var fit = TrainingDisplay.Run(run.Shell, "CNN", progress =>
            new ClassifierTrainer(run.Config).Fit(cnn, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return new TrainedModel("Classifier", fit, new ClassifierJudge(run.Data, fit))
        {
            Settings = new Dictionary<string, string>(SettingRecord.Of(Name, settings)),
            AddTo = content => content with { Classifier = cnn },
        };
    }
}
