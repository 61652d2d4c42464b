using System.CommandLine;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>experiment</c>: the measurements behind the documents.</summary>
internal sealed class ExperimentCommand : Command, IExampleCommand
{
    public ExperimentCommand()
        : base("experiment", "Measure over several seeds, resumably, what the models are good for.") => Add(new ExperimentAugmentationCommand());

    public IReadOnlyList<string> Examples { get; } = ["experiment augmentation --per-class 50 --out artifacts/augmentation-50"];
}
