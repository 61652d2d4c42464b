using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Progress;

/// <summary>A line at the end of the first and of the last epoch, and between them as often as is of use in a log.</summary>
internal sealed class TrainingLines(Shell shell, string title, TimeProvider? time = null) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long? _last;

    public void Report(TrainingProgress value)
    {
        var now = _time.GetTimestamp();
        _last ??= now;
        // Long epochs get lines in between; short ones share one.
        var isEnd = value.Completed is { } epoch && (epoch.Epoch == 1 || epoch.Epoch == value.Epochs);
        if (!isEnd && _time.GetElapsedTime(_last.Value, now) < Interval)
            return;
        _last = now;
        shell.Line($"{title}: {TrainingText.Status(value)}");
    }
}
