using System.CommandLine;

namespace VaeOnnx.Cli.Hosting;

/// <summary>A command that can be run: its options are fields, its work is <see cref="RunAsync"/>.</summary>
internal abstract class ShellCommand : Command, IExampleCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="name">The word on the command line.</param>
    /// <param name="description">One line for the list of commands.</param>
    protected ShellCommand(string name, string description)
        : base(name, description)
    {
    }

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work; any exception ends in <see cref="Failure"/>.</summary>
    public abstract Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation);

    /// <summary>Adds an option and gives it back, for field initialisers.</summary>
    protected Option<T> Add<T>(string name, string description, T defaultValue, string? valueName = null)
    {
        var option = new Option<T>(name) { Description = description, HelpName = valueName, DefaultValueFactory = _ => defaultValue };
        Options.Add(option);
        return option;
    }

    /// <summary>Adds an option that may be absent.</summary>
    protected Option<T?> Add<T>(string name, string description, string? valueName = null, bool required = false)
    {
        var option = new Option<T?>(name) { Description = description, HelpName = valueName, Required = required };
        Options.Add(option);
        return option;
    }
}
