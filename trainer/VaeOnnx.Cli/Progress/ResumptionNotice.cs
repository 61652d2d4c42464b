using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>Says where a training goes on, and passes everything else to its display.</summary>
internal sealed class ResumptionNotice(string title, Action<string> say, IProgress<TrainingProgress> display) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.IsResumption)
            say(TrainingText.Resumption(title, value));
        else
            display.Report(value);
    }
}
