namespace VaeOnnx.Contracts;

/// <summary>p(x|z) of a bundle's VAE: independent pixels around the decoder's mean image.</summary>
public sealed record LikelihoodSpec
{
    /// <summary>The distribution of a pixel.</summary>
    public required LikelihoodKind Kind { get; init; }

    /// <summary>The scale of each channel in units of the pixel range; empty for <see cref="LikelihoodKind.Bernoulli"/>, which has none.</summary>
    public IReadOnlyList<float> Scales { get; init; } = [];
}
