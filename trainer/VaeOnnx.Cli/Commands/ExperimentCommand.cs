using System.CommandLine;
using VaeOnnx.Cli.Hosting;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>experiment</c>: the measurements behind the documents.</summary>
internal sealed class ExperimentCommand : Command, IExampleCommand
{
    public ExperimentCommand()
        : base("experiment", "Measure, resumably, what the models are good for.")
    {
        Add(new ExperimentAugmentationCommand());
        Add(new ExperimentDenoisingCommand());
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "experiment augmentation --per-class 50 --out artifacts/augmentation-50",
        "experiment denoising --bundles artifacts/clean --judge artifacts/digits --out artifacts/denoising",
    ];
}
