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

    private readonly SettingOptions<DataSettings> _options = new(command, Section);

    /// <summary>The settings that hold.</summary>
    public DataSettings Read(ParseResult arguments, ConfigFile config) => _options.Read(arguments, config);

    /// <summary>Finds and reads the data, and says which it is and why.</summary>
    public static async Task<LocatedData> LocateAsync(DataSettings settings, Shell shell, CancellationToken cancellation)
    {
        var request = new DataRequest { Path = settings.Path, AllowDownload = !settings.Offline };
        using var download = new DownloadDisplay(shell);
        var located = await DataLocator.LocateAsync(request, download, cancellationToken: cancellation).ConfigureAwait(false);
        shell.Line($"Data: {located.Explanation}");
        return settings.Limit is { } limit ? Limited(located, limit) : located;
    }

    private static LocatedData Limited(LocatedData located, int limit) =>
        located with { Data = new DataParts(located.Data.Train.Take(limit), located.Data.Validation?.Take(limit / 5), located.Data.Test?.Take(limit / 5)) };
}
