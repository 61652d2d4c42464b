namespace VaeOnnx.Runtime;

/// <summary>The KL divergence of a diagonal Gaussian from the prior.</summary>
internal static class GaussianDivergence
{
    /// <summary>½ Σ (exp(logVar) + mu² − 1 − logVar) in nats, summed over latent units (Kingma and Welling, arXiv 1312.6114, appendix B).</summary>
    public static double FromStandardNormal(ReadOnlySpan<float> mu, ReadOnlySpan<float> logVar)
    {
        var sum = 0.0;
        for (var i = 0; i < mu.Length; i++)
            sum += Math.Exp(logVar[i]) + ((double)mu[i] * mu[i]) - 1 - logVar[i];
        return sum / 2;
    }
}
