using System.CommandLine;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Cli.Verification;

namespace VaeOnnx.Cli.Commands;

/// <summary><c>verify DIR</c>: hashes, structure, and the proof of parity again on this machine.</summary>
internal sealed class VerifyCommand : ShellCommand
{
    private readonly BundleOptions _bundle;

    public VerifyCommand()
        : base("verify", "Prove a bundle on this machine: hashes, structure, TorchSharp's recorded outputs.") => _bundle = new BundleOptions(this);

    public override IReadOnlyList<string> Examples { get; } = ["verify artifacts/mnist"];

    public override Task RunAsync(ParseResult arguments, Shell shell, CancellationToken cancellation)
    {
        var folder = _bundle.FolderOf(arguments);
        // Loading checks lengths and hashes; a graph's first use checks its metadata, inputs and outputs.
        using var bundle = _bundle.Load(arguments);
        shell.Print(new BundleVerification(bundle, folder).Run(cancellation));
        var isInt8 = bundle.Manifest.Graphs.Any(graph => graph.Quantization is not null);
        shell.Line($"{folder} is whole and computes what was trained{(isInt8 ? ", as near as 8 bits come" : "")}.");
        return Task.CompletedTask;
    }
}
