using System.CommandLine;

namespace VaeOnnx.Cli.Hosting;

/// <summary>The program itself.</summary>
internal sealed class ProgramCommand : RootCommand, IExampleCommand
{
    public ProgramCommand(params IEnumerable<Command> commands)
        : base("Train variational autoencoders on your own images and ship them as ONNX bundles.")
    {
        foreach (var command in commands)
            Add(command);
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "demo",
        "denoise artifacts/mnist --in noisy-images-idx3-ubyte.gz --out clean-images-idx3-ubyte.gz",
    ];
}
