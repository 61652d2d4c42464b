namespace VaeOnnx.Contracts;

/// <summary>How pixels are distributed around what a decoder puts out.</summary>
public enum LikelihoodKind
{
    /// <summary>Each value is the probability of a white pixel: for black and white images; on grey ones a good loss, but no likelihood.</summary>
    Bernoulli,

    /// <summary>A Gaussian of one scale for all pixels, learned.</summary>
    Gaussian,

    /// <summary>A logistic distribution of one learned scale a channel, cut into the 256 levels: the likelihood of bytes.</summary>
    DiscretizedLogistic,
}
