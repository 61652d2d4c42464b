using System.CommandLine;
using VaeOnnx.Cli.Settings;

namespace VaeOnnx.Cli.Hosting;

/// <summary>A command with settings: each a flag, and a key of the file that <c>--config</c> names.</summary>
internal abstract class ConfiguredCommand : ShellCommand
{
    private readonly Option<string?> _config;

    /// <summary>Creates the command.</summary>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One line for the list of commands.</param>
    protected ConfiguredCommand(string name, string description)
        : base(name, description) =>
        _config = Add<string>("--config", "Settings from a file that 'vaeonnx init' wrote; flags win over it.", "FILE");

    /// <summary>The file's settings, or none.</summary>
    /// <exception cref="UsageException">Something in it is no setting.</exception>
    protected ConfigFile ReadConfig(ParseResult arguments) => arguments.GetValue(_config) is { } path ? ConfigFile.Read(path) : ConfigFile.None;
}
