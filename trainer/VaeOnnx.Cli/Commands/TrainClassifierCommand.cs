using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train classifier</c>: a CNN.</summary>
internal sealed class TrainClassifierCommand() : TrainModelCommand<ClassifierSettings>("classifier", "Train a classifier on labelled images.")
{
    public override IReadOnlyList<string> Examples { get; } = ["train classifier --data my-images --epochs 10 --out artifacts/classifier"];

    protected override bool TakesAnySize(ClassifierSettings settings) => settings.Model == ClassifierKind.Paper;

    protected override TrainedModel Train(ClassifierSettings settings, TrainingRun run)
    {
        var choice = ClassifierChoice.For(settings, run.Data.Training);
        run.Shell.Line($"Model: {choice.Reason}.");
        var model = run.Own(choice.CreateModel(run.Data.Training));
        var fit = TrainingDisplay.Run(run.Shell, "CNN", progress =>
            new ClassifierTrainer(run.Config).Fit(model, run.Data.Training, run.Data.Validation, progress, run.Cancellation));
        return new TrainedModel("Classifier", fit, new ClassifierJudge(run.Data, fit))
        {
            Settings = new Dictionary<string, string>(SettingRecord.Of(Name, choice.Settings)),
            AddTo = content => content with { Classifier = model },
        };
    }
}
