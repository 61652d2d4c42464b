using System.CommandLine;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>data</c>: what can be trained on.</summary>
internal sealed class DataCommand : Command, IExampleCommand
{
    public DataCommand()
        : base("data", "Look at the data that training would use, or fetch some.")
    {
        Add(new DataInfoCommand());
        Add(new DataFetchCommand());
    }

    public IReadOnlyList<string> Examples { get; } = ["data info"];
}
