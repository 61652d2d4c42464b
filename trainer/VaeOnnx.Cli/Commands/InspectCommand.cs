using System.CommandLine;
using System.Text;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Experiments;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>inspect DIR</c>: what a bundle says of itself; nothing is executed.</summary>
internal sealed class InspectCommand : ShellCommand
{
    private readonly Argument<string> _bundle = new("DIR") { Description = "The bundle's folder, such as artifacts/mnist." };

    private readonly Option<string?> _out;
    private readonly Option<bool> _force;

    public InspectCommand()
        : base("inspect", "Show what a bundle says of itself: graphs, data, settings, metrics.")
    {
        Arguments.Add(_bundle);
        _out = Add<string>("--out", "Also write it down: FILE.md as tables, FILE.json as the manifest itself.", "FILE");
        _force = Add("--force", "Replace an existing file.", false);
    }

    public override IReadOnlyList<string> Examples { get; } = ["inspect artifacts/mnist"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var (folder, path) = (arguments.GetRequiredValue(_bundle), arguments.GetValue(_out));
        Output.RequireFiles(arguments.GetValue(_force), (_out.Name, path));
        var manifest = BundleManifest.Read(folder);
        ReportTable[] tables =
        [
            ManifestTables.Summary(manifest),
            ManifestTables.Graphs(manifest),
            ManifestTables.Parity(manifest),
            .. new[] { ManifestTables.Quantization(manifest), ManifestTables.Metrics(manifest), ManifestTables.Settings(manifest), ManifestTables.Packages(manifest) }.Where(table => table.Rows.Count > 0),
        ];
        foreach (var table in tables)
            shell.Print(table);
        if (path is not null)
            Write(path, manifest, tables, shell);
        return Task.CompletedTask;
    }

    private static void Write(string path, BundleManifest manifest, ReportTable[] tables, Shell shell)
    {
        var isJson = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
        var page = new ReportPage { Title = $"A bundle trained on {manifest.Data.Name}", Lead = "What its manifest says: the data, the graphs with their proofs, what was measured, and the settings that held.", Details = tables };
        AtomicFile.WriteAllBytes(path, isJson ? manifest.ToUtf8Json() : Encoding.UTF8.GetBytes(MarkdownPage.Render(page, $"vaeonnx inspect DIR --out {Path.GetFileName(path)}")));
        shell.Wrote(OutputKind.Results, path, $"Wrote {path}.");
    }
}
