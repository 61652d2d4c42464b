using System.CommandLine;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Progress;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>data fetch mnist</c>: downloads ahead of time. Files that are there and whole are kept.</summary>
internal sealed class DataFetchCommand : ShellCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The data set: mnist." };
    private readonly Option<string?> _out;

    public DataFetchCommand()
        : base("fetch", "Download a public data set into the cache, where every command finds it.")
    {
        Arguments.Add(_name.AcceptOnlyFromAmong("mnist"));
        _out = Add<string>("--out", "Folder for the files instead of the cache.", "FOLDER");
    }

    public override IReadOnlyList<string> Examples { get; } = ["data fetch mnist"];

    public override async Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var folder = arguments.GetValue(_out) ?? MnistDownload.DefaultFolder;
        using (var display = new DownloadDisplay(shell))
            await MnistDownload.FetchAsync(folder, options: null, display, cancellation).ConfigureAwait(false);
        shell.Wrote(OutputKind.Data, folder, $"MNIST is in {folder}.");
    }
}
