namespace VaeOnnx.Runtime;

/// <summary>
/// A direction in a bundle's latent space along which images change in one respect, as <see cref="Augmenter.EstimateDirection(ReadOnlySpan{float}, ReadOnlySpan{float}, CancellationToken)"/>
/// finds it from two groups of images. Immutable; keep it by its <see cref="Vector"/> and <see cref="BundleId"/>.
/// </summary>
public sealed class LatentDirection
{
    private readonly float[] _vector;

    /// <summary>Makes a direction of numbers, such as kept ones.</summary>
    /// <param name="vector">[LatentDim], finite; copied.</param>
    /// <param name="bundleId">The bundle in whose latent space it was found; null where any bundle of the same latent size may use it.</param>
    /// <exception cref="ArgumentException">The vector is empty, or a value is not finite.</exception>
    public LatentDirection(ReadOnlySpan<float> vector, string? bundleId = null)
    {
        if (vector.IsEmpty)
            throw new ArgumentException("Expected a value for each latent unit, got none.", nameof(vector));
        Finiteness.Require(vector, nameof(vector));
        _vector = vector.ToArray();
        BundleId = bundleId;
    }

    /// <summary>The difference in z for an amount of 1: [LatentDim].</summary>
    public ReadOnlyMemory<float> Vector => _vector;

    /// <summary>The manifest's <c>BundleId</c> of the bundle in whose latent space it was found; null where none is named.</summary>
    public string? BundleId { get; }
}
