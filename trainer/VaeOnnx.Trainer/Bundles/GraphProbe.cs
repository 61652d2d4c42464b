using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>What a trained module made of a few held-out inputs.</summary>
/// <param name="Role">The graph that the module became.</param>
/// <param name="Input">Its one input, [Rows, ...] in row-major order.</param>
/// <param name="Outputs">The module's outputs in the graph's order, each [Rows, ...].</param>
public sealed record GraphProbe(GraphRole Role, IReadOnlyList<float> Input, IReadOnlyList<IReadOnlyList<float>> Outputs);
