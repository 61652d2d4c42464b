using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Report;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;

namespace VaeOnnx.Cli.Verification;

/// <summary>
/// Opens every graph of a bundle as an app would, then replays its probes: held-out inputs with the outputs that TorchSharp gave at export.
/// </summary>
internal sealed class BundleVerification(VaeBundle bundle, string folder)
{
    // Ten times what any exported graph is allowed.
    private const double MaxTolerance = 1e-2;

    // 8 bits round sharp edges by a tenth of white now and then; what is off by more than a quarter of the largest output is not that graph.
    private const double MaxInt8Share = 0.25;

    /// <summary>Runs all checks.</summary>
    /// <returns>One row a graph.</returns>
    /// <exception cref="BundleException">The first check that fails.</exception>
    public ReportTable Run(CancellationToken cancellation)
    {
        var manifest = bundle.Manifest;
        var probes = ProbeFile.Read(folder, manifest);
        SplitFile.Read(folder, manifest);
        if (probes.Count == 0)
            throw new BundleException(folder, "probes to replay", "none in the manifest", "The bundle was written without them: parity cannot be checked again.");
        foreach (var (graph, probe) in manifest.Graphs.Zip(probes))
            RequireHonestCertificate(graph, probe);
        var rows = manifest.Probes!.Rows;
        return new ReportTable(
            $"Bundle {manifest.BundleId}",
            ["graph", "hash", "structure", "largest |a − b| at export", "now", "allowed"],
            [.. manifest.Graphs.Zip(probes, (graph, probe) => Row(graph, new ProbeReplay(bundle, folder, graph, probe, rows).Run(cancellation)))],
            FormattableString.Invariant($"Now: ONNX Runtime on {bundle.ExecutionOf(manifest.Graphs[0].Role).Active}, {rows} probes, alone and as one batch."));
    }

    // The tolerance comes from the file that is being verified: one that would pass anything proves nothing.
    private void RequireHonestCertificate(GraphEntry graph, GraphProbe probe)
    {
        var parity = graph.Parity;
        if (parity.Outputs.Count != graph.Outputs.Count)
            throw new BundleException(folder, $"a parity certificate for the {graph.Outputs.Count} outputs of {graph.File}", $"one for {parity.Outputs.Count}");
        var most = graph.Quantization is null ? MaxTolerance : MaxInt8Share * probe.Outputs.Max(output => output.Max(Math.Abs));
        if (!(parity.AbsoluteTolerance >= 0 && parity.AbsoluteTolerance <= most && parity.RelativeTolerance is >= 0 and <= MaxTolerance))
        {
            throw new BundleException(folder, FormattableString.Invariant($"an absolute tolerance of 0 to {most:g3} and a relative one of 0 to {MaxTolerance} in the certificate of {graph.File}"),
                FormattableString.Invariant($"{parity.AbsoluteTolerance} and {parity.RelativeTolerance}"));
        }
    }

    private static IReadOnlyList<string> Row(GraphEntry graph, double largest) =>
    [
        graph.File,
        "ok",
        "ok",
        Text.Scientific(graph.Parity.Outputs.Max(output => output.MaxAbsoluteDifference)),
        Text.Scientific(largest),
        $"{Text.Scientific(graph.Parity.AbsoluteTolerance)} + {Text.Scientific(graph.Parity.RelativeTolerance)}·|a|",
    ];
}
