using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>The inputs that a graph is proved on, one tensor a batch.</summary>
/// <param name="Description">For the certificate.</param>
/// <param name="Batches">One tensor for each batch size.</param>
internal sealed record ParityProbes(string Description, IReadOnlyList<Tensor> Batches);
