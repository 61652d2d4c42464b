using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>inspect DIR</c>: what a bundle says of itself; nothing is executed.</summary>
internal sealed class InspectCommand : ShellCommand
{
    private readonly Argument<string> _bundle = new("DIR") { Description = "The bundle's folder, such as artifacts/mnist." };

    public InspectCommand()
        : base("inspect", "Show what a bundle says of itself: graphs, data, settings, metrics.") => Arguments.Add(_bundle);

    public override IReadOnlyList<string> Examples { get; } = ["inspect artifacts/mnist"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var manifest = BundleManifest.Read(arguments.GetRequiredValue(_bundle));
        shell.Print(ManifestTables.Summary(manifest));
        shell.Print(ManifestTables.Graphs(manifest));
        shell.Print(ManifestTables.Parity(manifest));
        foreach (var table in (IEnumerable<ReportTable>)[ManifestTables.Quantization(manifest), ManifestTables.Metrics(manifest), ManifestTables.Settings(manifest), ManifestTables.Packages(manifest)])
        {
            if (table.Rows.Count > 0)
                shell.Print(table);
        }

        return Task.CompletedTask;
    }
}
