using System.CommandLine;
using VaeOnnx.Cli.Events;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>schema NAME</c>: what the program reads and writes as JSON, described for other programs.</summary>
internal sealed class SchemaCommand : ShellCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "config: configuration files. events: the lines of --json." };

    public SchemaCommand()
        : base("schema", "Print the JSON schema of configuration files, or of the lines of --json.") => Arguments.Add(_name.AcceptOnlyFromAmong("config", "events"));

    public override IReadOnlyList<string> Examples { get; } = ["schema config", "schema events"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        shell.Line((arguments.GetRequiredValue(_name) == "config" ? ConfigSchema.Text : EventJson.Schema).TrimEnd());
        return Task.CompletedTask;
    }
}
