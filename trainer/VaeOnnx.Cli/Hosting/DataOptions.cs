using System.CommandLine;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The options that choose the data, and the one way to read it.</summary>
internal sealed class DataOptions(Command command)
{
    /// <summary>The section of a configuration file.</summary>
    public const string Section = "data";

    // More would push what matters off the screen; the report lists all.
    private const int BrokenShown = 5;

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
        Say(located.Report, shell);
        return settings.Limit is { } limit ? Limited(located, limit) : located;
    }

    private static void Say(ImageReadReport report, Shell shell)
    {
        foreach (var note in report.Notes)
            shell.Line($"Note: {note}");
        if (report.IsStreamed)
            shell.Line("Note: the pixels are more than --memory: they are read again for every pass.");
        if (report.Broken.Count == 0)
            return;
        shell.Line($"Skipped {Text.Count(report.Broken.Count)} file{(report.Broken.Count == 1 ? "" : "s")} that cannot be used{(report.Broken.Count > BrokenShown ? $"; the first {BrokenShown}" : "")}:");
        foreach (var broken in report.Broken.Take(BrokenShown))
            shell.Line($"  {broken.Path}: {Failure.OneLine(broken.Reason)}");
    }

    private static LocatedData Limited(LocatedData located, int limit) =>
        located with { Data = new DataParts(located.Data.Train.Take(limit), located.Data.Validation?.Take(limit / 5), located.Data.Test?.Take(limit / 5)) };
}
