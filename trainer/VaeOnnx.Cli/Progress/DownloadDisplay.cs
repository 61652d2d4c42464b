using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Progress;

/// <summary>A line for every file of a download: redrawn in place on a terminal, printed once elsewhere.</summary>
internal sealed class DownloadDisplay(Shell shell) : IProgress<DownloadProgress>, IDisposable
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);

    private string? _file;
    private long _drawn;

    public void Report(DownloadProgress value)
    {
        if (!shell.IsInteractive)
        {
            if (value.File != _file)
                shell.Line($"Downloading {value.File} from {value.Source.Host}");
        }
        else if (value.File != _file || TimeProvider.System.GetElapsedTime(_drawn) > RedrawEvery || value.BytesReceived == value.BytesTotal)
        {
            Redraw(value);
        }

        _file = value.File;
    }

    public void Dispose()
    {
        if (_file is not null && shell.IsInteractive)
            shell.Line();
    }

    private void Redraw(DownloadProgress value)
    {
        if (_file is not null && value.File != _file)
            shell.Line();
        var total = value.BytesTotal is { } bytes ? $" of {Text.Megabytes(bytes)}" : "";
        shell.Console.Profile.Out.Writer.Write($"\rDownloading {value.File} from {value.Source.Host}: {Text.Megabytes(value.BytesReceived)}{total}  ");
        _drawn = TimeProvider.System.GetTimestamp();
    }
}
