using System.CommandLine;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The options that choose the data, and the one way to read it.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _path = new("--data")
    {
        Description = $"Folder with the four IDX files. Without it: ${DataRequest.EnvironmentVariable}, the cache, a download of MNIST, built-in digits.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _offline = new("--offline") { Description = "Do not download." };

    private readonly Option<int?> _limit = new("--limit") { Description = "Use only the first N training images, and N/5 of the test images.", HelpName = "N" };

    public DataOptions(Command command)
    {
        command.Add(_path);
        command.Add(_offline);
        command.Add(_limit);
    }

    /// <summary>Finds and reads the data, and says which it is and why.</summary>
    public async Task<LocatedData> LocateAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var request = new DataRequest { Path = arguments.GetValue(_path), AllowDownload = !arguments.GetValue(_offline) };
        using var download = new Progress.DownloadDisplay(shell);
        var located = await DataLocator.LocateAsync(request, download, cancellation).ConfigureAwait(false);
        shell.Line($"Data: {located.Explanation}");
        return arguments.GetValue(_limit) is { } limit ? Limited(located, limit) : located;
    }

    private static LocatedData Limited(LocatedData located, int limit)
    {
        // Fewer leave nothing to validate or test on.
        const int Least = 100;
        if (limit < Least)
            throw new UsageException($"--limit: expected at least {Least} images, got {limit}.");
        return located with { Data = new DataParts(located.Data.Train.Take(limit), located.Data.Validation?.Take(limit / 5), located.Data.Test?.Take(limit / 5)) };
    }
}
