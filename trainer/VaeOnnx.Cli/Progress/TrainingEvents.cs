using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>An event for every epoch, and one a second between them.</summary>
internal sealed class TrainingEvents(Shell shell, string model, TimeProvider? time = null) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long? _last;

    public void Report(TrainingProgress value)
    {
        if (value.Completed is { } epoch)
        {
            shell.Report(new EpochEvent(model, epoch.Epoch, epoch.Steps, epoch.Training, epoch.Seconds, epoch.ImagesPerSecond, epoch.Validation));
            return;
        }

        var now = _time.GetTimestamp();
        if (_last is { } last && _time.GetElapsedTime(last, now) < Interval)
            return;
        _last = now;
        shell.Report(new ProgressEvent(model, value.Epoch, value.Epochs, value.Step, value.StepsPerEpoch, value.Loss, value.ImagesPerSecond, value.TimeLeft.TotalSeconds));
    }
}
