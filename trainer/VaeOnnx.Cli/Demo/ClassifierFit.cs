using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>A CNN of an experiment's arm: the same fresh weights, steps and validation images in every arm. The model is the caller's.</summary>
internal sealed class ClassifierFit(DemoData data, DemoSettings settings, Shell shell)
{
    public PaperCnn Model { get; } = new(data.Training.Spec, data.Training.ClassNames.Count, settings.Seed);

    /// <summary>Trains it.</summary>
    /// <param name="title">For the display.</param>
    /// <param name="training">The arm's images.</param>
    /// <param name="cancellation">Stops it within a step.</param>
    public TrainingResult Run(string title, ImageSource training, CancellationToken cancellation) =>
        TrainingDisplay.Run(shell, title, progress =>
            new ClassifierTrainer(settings.ClassifierTraining(data.Training.Count)).Fit(Model, training, data.Validation, progress, cancellation));
}
