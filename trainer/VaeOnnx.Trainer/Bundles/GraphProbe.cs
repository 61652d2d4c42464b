using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>What a trained module made of a few held-out inputs.</summary>
/// <param name="Role">The graph that the module became.</param>
/// <param name="Inputs">In the graph's order, each [Rows, ...], row-major.</param>
/// <param name="Outputs">The module's outputs in the graph's order, each [Rows, ...].</param>
public sealed record GraphProbe(GraphRole Role, IReadOnlyList<IReadOnlyList<float>> Inputs, IReadOnlyList<IReadOnlyList<float>> Outputs);
