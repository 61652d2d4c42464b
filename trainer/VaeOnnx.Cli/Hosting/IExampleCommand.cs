namespace VaeOnnx.Cli.Hosting;

/// <summary>A command whose help ends with examples.</summary>
internal interface IExampleCommand
{
    /// <summary>Command lines without the program's name, each of which works as it stands.</summary>
    IReadOnlyList<string> Examples { get; }
}
