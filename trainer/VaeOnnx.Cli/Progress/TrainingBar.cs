using Spectre.Console;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>Moves a bar; <see cref="TrainingColumn"/> shows the rest.</summary>
internal sealed class TrainingBar(ProgressTask task) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        task.Tag = value;
        task.MaxValue = (double)value.Epochs * value.StepsPerEpoch;
        task.Value = ((value.Epoch - 1.0) * value.StepsPerEpoch) + value.Step;
    }
}
