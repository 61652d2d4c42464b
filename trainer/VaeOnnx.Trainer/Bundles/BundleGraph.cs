using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>One graph to export: what it computes, what goes in and what comes out.</summary>
/// <param name="Role">What the graph does.</param>
/// <param name="Module">The model's part, in eval mode.</param>
/// <param name="Inputs">In the order of forward's parameters.</param>
/// <param name="OutputNames">In the order of forward's result.</param>
/// <param name="Probes">What the proof runs on.</param>
internal sealed record BundleGraph(GraphRole Role, nn.Module Module, TensorSpec[] Inputs, IReadOnlyList<string> OutputNames, ParityProbes Probes)
{
    /// <summary>How it is run where it takes images of any size; null where it does not.</summary>
    public TilingSpec? Tiling { get; init; }
}
