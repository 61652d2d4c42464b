using System.CommandLine;
using System.Text;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Experiments;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>inspect DIR…</c>: what a bundle says of itself, or how several differ; nothing is executed.</summary>
internal sealed class InspectCommand : ShellCommand
{
    private readonly Argument<string[]> _bundles = new("DIR") { Description = "The bundle's folder, such as artifacts/mnist; of several the metrics and the settings that differ stand side by side.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<string?> _out;
    private readonly Option<bool> _force;

    public InspectCommand()
        : base("inspect", "Show what a bundle says of itself: graphs, data, settings, metrics.")
    {
        Arguments.Add(_bundles);
        _out = Add<string>("--out", "Also write it down: FILE.md as tables, FILE.json as the manifest itself.", "FILE");
        _force = Add("--force", "Replace an existing file.", false);
    }

    public override IReadOnlyList<string> Examples { get; } = ["inspect artifacts/mnist", "inspect artifacts/wide artifacts/narrow --out compared.md"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var (folders, path) = (arguments.GetRequiredValue(_bundles), arguments.GetValue(_out));
        Output.RequireFiles(arguments.GetValue(_force), (_out.Name, path));
        BundleManifest[] manifests = [.. folders.Select(BundleManifest.Read)];
        if (IsJson(path) && manifests.Length > 1)
            throw new UsageException($"{_out.Name}: one manifest makes a JSON file, and here are {manifests.Length}. Name a file that ends in .md.");
        var tables = manifests is [var manifest] ? TablesOf(manifest) : ManifestComparison.TablesOf(NamesOf(folders), manifests);
        foreach (var table in tables)
            shell.Print(table);
        if (path is not null)
            Write(path, manifests, tables, shell);
        return Task.CompletedTask;
    }

    private static IReadOnlyList<ReportTable> TablesOf(BundleManifest manifest) =>
    [
        ManifestTables.Summary(manifest),
        ManifestTables.Graphs(manifest),
        ManifestTables.Parity(manifest),
        .. new[] { ManifestTables.Quantization(manifest), ManifestTables.Metrics(manifest), ManifestTables.Settings(manifest), ManifestTables.Packages(manifest) }.Where(table => table.Rows.Count > 0),
    ];

    private static string[] NamesOf(string[] folders) => [.. folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))];

    private static bool IsJson(string? path) => Path.GetExtension(path)?.Equals(".json", StringComparison.OrdinalIgnoreCase) == true;

    private static void Write(string path, BundleManifest[] manifests, IReadOnlyList<ReportTable> tables, Shell shell)
    {
        var data = string.Join(", ", manifests.Select(manifest => manifest.Data.Name).Distinct());
        var page = manifests.Length == 1
            ? new ReportPage { Title = $"A bundle trained on {data}", Lead = "What its manifest says: the data, the graphs with their proofs, what was measured, and the settings that held.", Details = tables }
            : new ReportPage { Title = $"{manifests.Length} bundles trained on {data}", Lead = "What their manifests say: what was measured, and the settings in which they differ.", Details = tables };
        AtomicFile.WriteAllBytes(path, IsJson(path) ? manifests[0].ToUtf8Json() : Encoding.UTF8.GetBytes(MarkdownPage.Render(page, $"vaeonnx inspect DIR{(manifests.Length > 1 ? " DIR" : "")} --out {Path.GetFileName(path)}")));
        shell.Wrote(OutputKind.Results, path, $"Wrote {path}.");
    }
}
