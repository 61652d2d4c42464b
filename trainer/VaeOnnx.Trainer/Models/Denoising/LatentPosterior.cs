using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// What a level of a <see cref="LadderVae"/> takes its latents to be, in units of their prior: with p = N(m, s²), the posterior is
/// q = N(m + s · mu, s² · exp(logVar)), so that KL(q ‖ p) is that of N(mu, exp(logVar)) from N(0, 1)
/// (Vahdat &amp; Kautz 2020, NVAE, arXiv 2007.03898, equation 2, with the shift in units of s).
/// </summary>
/// <param name="Level">The level, from 0.</param>
/// <param name="Mu">[N, latent channels, h, w].</param>
/// <param name="LogVar">[N, latent channels, h, w].</param>
/// <param name="Z">The sample of q that epsilon drew, [N, latent channels, h, w].</param>
public sealed record LatentPosterior(int Level, Tensor Mu, Tensor LogVar, Tensor Z);
