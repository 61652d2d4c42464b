using System.Numerics;

namespace VaeOnnx.Runtime;

/// <summary>
/// Turns noise into latents in place. Whole vectors only, over padded buffers: a scalar remainder would round the exponential
/// differently, and a sample's latent would depend on its place in the batch.
/// </summary>
internal static class LatentJitter
{
    /// <summary>z = mu + scale · exp(logVar / 2) · ε (Kingma and Welling, arXiv 1312.6114, section 2.4).</summary>
    public static void Posterior(ReadOnlySpan<float> mu, ReadOnlySpan<float> logVar, Span<float> epsilonThenZ, float scale)
    {
        var (half, factor) = (new Vector<float>(0.5f), new Vector<float>(scale));
        for (var i = 0; i < epsilonThenZ.Length; i += Vector<float>.Count)
        {
            var sigma = Vector.Exp(new Vector<float>(logVar[i..]) * half);
            (new Vector<float>(mu[i..]) + (factor * sigma * new Vector<float>(epsilonThenZ[i..]))).CopyTo(epsilonThenZ[i..]);
        }
    }

    /// <summary>z = mu · (1 + scale · ε).</summary>
    public static void Relative(ReadOnlySpan<float> mu, Span<float> epsilonThenZ, float scale)
    {
        var factor = new Vector<float>(scale);
        for (var i = 0; i < epsilonThenZ.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(mu[i..]) * (Vector<float>.One + (factor * new Vector<float>(epsilonThenZ[i..])))).CopyTo(epsilonThenZ[i..]);
        }
    }
}
