using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>The inputs that a graph is proved on.</summary>
/// <param name="Description">For the certificate.</param>
/// <param name="Batches">For each batch size one tensor an input.</param>
internal sealed record ParityProbes(string Description, IReadOnlyList<IReadOnlyList<Tensor>> Batches);
