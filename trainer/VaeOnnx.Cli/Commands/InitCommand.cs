using System.CommandLine;
using System.Text;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Contracts;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>init</c>: a configuration file with every setting at its default but for what flags say of the images, and beside it the schema that explains them.</summary>
internal sealed class InitCommand : ShellCommand
{
    private readonly Option<string> _out;
    private readonly DataOptions _data;
    private readonly Option<bool> _force;

    public InitCommand()
        : base("init", "Write a configuration file with every setting, and beside it the schema that explains them to an editor.")
    {
        _out = Add("--out", "The configuration file.", ConfigFile.DefaultName, "FILE");
        _data = new DataOptions(this);
        _force = Add("--force", "Replace existing files.", false);
    }

    public override IReadOnlyList<string> Examples { get; } = ["init", "init --data my-images --fit cover --size 64x64 --out experiments/vaeonnx.json"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var file = arguments.GetRequiredValue(_out);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var schema = Path.Combine(Path.GetDirectoryName(file) ?? "", ConfigSchema.FileName);
        // The schema is this program's own: an older one beside it may be replaced.
        Output.RequireFiles(arguments.GetValue(_force), ("--out", file));
        Output.RequireFiles(force: true, ("--out", file), ("the schema", schema));
        var data = _data.Read(arguments, ConfigFile.None);
        data = data with { Path = data.Path is { } path ? Path.GetRelativePath(folder, path).Replace('\\', '/') : null };
        AtomicFile.WriteAllBytes(schema, Encoding.UTF8.GetBytes(ConfigSchema.Text));
        AtomicFile.WriteAllBytes(file, Encoding.UTF8.GetBytes(Configuration.Template(data)));
        shell.Wrote(OutputKind.Config, file, $"Wrote {file}, and {schema} beside it: an editor that knows JSON schemas explains every setting. Use it with --config {file}.");
        return Task.CompletedTask;
    }
}
