namespace VaeOnnx.Contracts;

/// <summary>How likelihoods are spelled in manifests and configurations.</summary>
public static class LikelihoodKindExtensions
{
    /// <summary>For example <c>discretized-logistic</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is unknown.</exception>
    public static string ToName(this LikelihoodKind kind) => kind switch
    {
        LikelihoodKind.Bernoulli => "bernoulli",
        LikelihoodKind.Gaussian => "gaussian",
        LikelihoodKind.DiscretizedLogistic => "discretized-logistic",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown likelihood."),
    };
}
