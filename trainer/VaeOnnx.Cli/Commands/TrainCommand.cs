using System.CommandLine;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>train</c>: one model, one bundle.</summary>
internal sealed class TrainCommand : Command, IExampleCommand
{
    public TrainCommand()
        : base("train", "Train a model and write it as a bundle.")
    {
        Add(new TrainVaeCommand());
        Add(new TrainDenoiserCommand());
        Add(new TrainClassifierCommand());
        Add(new TrainWarpCommand());
    }

    public IReadOnlyList<string> Examples { get; } = ["train vae --data my-idx-files --out artifacts/mine"];
}
