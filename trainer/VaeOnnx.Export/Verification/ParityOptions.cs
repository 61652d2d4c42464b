namespace VaeOnnx.Export;

/// <summary>How a graph is compared with its module.</summary>
public sealed record ParityOptions
{
    /// <summary>The sizes of the batch dimension to run random inputs at.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [1, 3, 64];

    /// <summary>The seed of random inputs.</summary>
    public int Seed { get; init; } = 17;

    /// <summary>What the inputs are, for the certificate.</summary>
    public string Inputs { get; init; } = "random inputs";

    /// <summary>
    /// An element passes where |a − b| ≤ AbsoluteTolerance + RelativeTolerance · |a|, a being TorchSharp's. The default covers the
    /// different order of float32 sums in the two engines.
    /// </summary>
    public double AbsoluteTolerance { get; init; } = 1e-5;

    /// <summary>See <see cref="AbsoluteTolerance"/>.</summary>
    public double RelativeTolerance { get; init; } = 1e-4;
}
