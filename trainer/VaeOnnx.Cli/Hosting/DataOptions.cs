using System.CommandLine;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The options that choose the data, and the one way to read it.</summary>
internal sealed class DataOptions(Command command)
{
    /// <summary>The section of a configuration file.</summary>
    public const string Section = "data";

    private readonly SettingOptions<DataSettings> _options = new(command, Section);

    /// <summary>The settings that hold.</summary>
    /// <exception cref="UsageException">They contradict each other.</exception>
    public DataSettings Read(ParseResult arguments, ConfigFile config)
    {
        var settings = _options.Read(arguments, config);
        return settings.Size is not null && settings.Fit is null
            ? throw new UsageException($"--size {settings.Size}: expected --fit beside it, to say how images get that size: resize, pad, crop, contain or cover.")
            : settings;
    }

    /// <summary>Finds and reads the data, and says which it is, why, and what was found.</summary>
    public static async Task<LocatedData> LocateAsync(DataSettings settings, Shell shell, CancellationToken cancellation)
    {
        var request = new DataRequest { Path = settings.Path, AllowDownload = !settings.Offline, Reading = settings.ToReading() };
        LocatedData located;
        using (var download = new DownloadDisplay(shell))
            located = await DataLocator.LocateAsync(request, download, new ReadingDisplay(shell), cancellation).ConfigureAwait(false);
        shell.Line($"Data: {located.Explanation}");
        located.Report.SayTo(shell);
        return settings.Limit is { } limit ? Limited(located, limit) : located;
    }

    private static LocatedData Limited(LocatedData located, int limit) =>
        located with { Data = located.Data with { Train = located.Data.Train.Take(limit), Validation = located.Data.Validation?.Take(limit / 5), Test = located.Data.Test?.Take(limit / 5) } };
}
