using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// Where a trained encoder puts images: the aggregate posterior as one full Gaussian a class, fitted after the training. Its samples decode to whole
/// images where those of the prior N(0, I) fall between the places that the decoder knows. Ex-post density estimation of Ghosh et al.,
/// "From Variational to Deterministic Autoencoders" (arXiv 1903.12436), section 4. Immutable and thread-safe.
/// </summary>
public sealed class LatentDensity
{
    private readonly LatentGaussian[] _gaussians;

    private LatentDensity(LatentGaussian[] gaussians) => _gaussians = gaussians;

    /// <summary>The size of z.</summary>
    public int LatentDim => _gaussians[0].Dimension;

    /// <summary>The classes; 0 where the images had no labels and one Gaussian holds them all.</summary>
    public int Classes { get; private init; }

    /// <summary>KL(fitted ‖ N(0, I)) in nats, mean over the classes: how far the prior is from where images are.</summary>
    public double DivergenceFromPrior => _gaussians.Average(gaussian => gaussian.DivergenceFromPrior);

    /// <summary>
    /// Fits. A class's covariance is that of its mu plus the mean of its variances; of n images it counts n times, and LatentDim times the mean
    /// covariance within the classes stands beside it, so that a class of few images is no thinner than the others.
    /// </summary>
    /// <param name="mu">[N, LatentDim]: the encoder's means.</param>
    /// <param name="logVar">[N, LatentDim]: the natural logarithms of its variances.</param>
    /// <param name="latentDim">The size of z.</param>
    /// <param name="labels">The class of each image, from 0; none for one Gaussian of all.</param>
    /// <exception cref="ArgumentException">The lengths do not belong together, a value is not finite, or a class below the largest has no image.</exception>
    public static LatentDensity Fit(ReadOnlySpan<float> mu, ReadOnlySpan<float> logVar, int latentDim, ReadOnlySpan<int> labels = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latentDim, 1);
        var count = mu.Length / latentDim;
        if (count == 0 || mu.Length % latentDim != 0 || logVar.Length != mu.Length || (labels.Length != count && !labels.IsEmpty))
            throw new ArgumentException($"Expected mu and logVar of N·{latentDim} values and N labels or none, got {mu.Length}, {logVar.Length} and {labels.Length}.", nameof(mu));
        var moments = new LatentMoments[labels.IsEmpty ? 1 : Largest(labels) + 1];
        for (var label = 0; label < moments.Length; label++)
            moments[label] = new LatentMoments(latentDim);
        for (var i = 0; i < count; i++)
            moments[labels.IsEmpty ? 0 : labels[i]].Add(mu.Slice(i * latentDim, latentDim), logVar.Slice(i * latentDim, latentDim));
        var empty = Array.FindIndex(moments, moment => moment.Count == 0);
        if (empty >= 0)
            throw new ArgumentException($"Class {empty} has no image.", nameof(labels));
        return new LatentDensity(LatentMoments.Fit(moments)) { Classes = labels.IsEmpty ? 0 : moments.Length };
    }

    /// <summary>Draws z. Sample i depends on the seed, <c>firstSampleIndex + i</c> and its class only.</summary>
    /// <param name="z">[N, LatentDim], filled.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="firstSampleIndex">The index of the first sample, from 0.</param>
    /// <param name="labels">The class of each sample; none where <see cref="Classes"/> is 0.</param>
    /// <exception cref="ArgumentException">There is no whole number of samples, or not one class below <see cref="Classes"/> a sample.</exception>
    public void Sample(Span<float> z, ulong seed, long firstSampleIndex = 0, ReadOnlySpan<int> labels = default)
    {
        var count = z.Length / LatentDim;
        if (z.Length % LatentDim != 0)
            throw new ArgumentException($"A whole number of samples has N·{LatentDim} values, got {z.Length}.", nameof(z));
        if (labels.Length != (Classes == 0 ? 0 : count))
            throw new ArgumentException($"Expected {(Classes == 0 ? "no labels" : $"{count} labels")}, got {labels.Length}.", nameof(labels));
        SeededNoise.FillNormal(z, LatentDim, seed, firstSampleIndex);
        for (var i = 0; i < count; i++)
            GaussianOf(labels.IsEmpty ? 0 : labels[i]).Place(z.Slice(i * LatentDim, LatentDim));
    }

    private LatentGaussian GaussianOf(int label) => label >= 0 && label < _gaussians.Length
        ? _gaussians[label]
        : throw new ArgumentException($"Label {label} does not go with {Classes} classes.", nameof(label));

    private static int Largest(ReadOnlySpan<int> labels)
    {
        var largest = 0;
        foreach (var label in labels)
            largest = label >= 0 ? Math.Max(largest, label) : throw new ArgumentException($"Classes count from 0, got {label}.", nameof(labels));
        return largest;
    }
}
