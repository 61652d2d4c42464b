using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>What a <see cref="LadderVae"/> made of images.</summary>
/// <param name="Reconstruction">[N, C, H, W].</param>
/// <param name="Posteriors">One for each level that has latents, level 0 first.</param>
public sealed record LadderInference(Tensor Reconstruction, IReadOnlyList<LatentPosterior> Posteriors);
