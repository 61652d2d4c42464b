namespace VaeOnnx.Runtime;

/// <summary>How an augmenter moves a latent before it is decoded.</summary>
public enum JitterKind
{
    /// <summary>z = mu + scale · exp(logVar / 2) · ε: a sample of the posterior (Kingma and Welling, arXiv 1312.6114, equation 4) at scale 1.</summary>
    Posterior,

    /// <summary>z = mu · (1 + scale · ε): relative to the mean.</summary>
    Relative,
}
