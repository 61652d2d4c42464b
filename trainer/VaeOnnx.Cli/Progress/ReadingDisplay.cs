using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Progress;

/// <summary>Says now and then how far the reading of image files is; nothing where it is quick.</summary>
internal sealed class ReadingDisplay(Shell shell, TimeProvider? time = null) : IProgress<ReadProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long? _last;

    public void Report(ReadProgress value)
    {
        var now = _time.GetTimestamp();
        _last ??= now;
        if (_time.GetElapsedTime(_last.Value, now) < Interval)
            return;
        _last = now;
        shell.Line($"Reading images: {Text.Count(value.Done)} of {Text.Count(value.Total)}");
    }
}
