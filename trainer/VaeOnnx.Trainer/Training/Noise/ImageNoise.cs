using System.Buffers;
using System.Numerics.Tensors;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Noise on images in [0, 1]: one kind, or several one after the other, each at a level or drawn for each image from a range.
/// Written <c>gaussian:0.5</c> or <c>poisson:10..60+gaussian:0.02</c>; clipped to [0, 1] at the end unless <c>+unclipped</c>
/// stands there. The noise of an image depends on (seed, index, draw) alone, bit for bit on every machine. Immutable, thread-safe.
/// </summary>
public sealed record ImageNoise
{
    private const int MostSteps = 16; // beyond any sequence that means something
    private const char Then = '+';
    private const string Unclipped = "unclipped";

    /// <summary>Describes the noise.</summary>
    /// <param name="steps">What happens to an image, in this order; at least one, at most 16.</param>
    /// <exception cref="ArgumentException">There is no step, or there are too many.</exception>
    public ImageNoise(params IReadOnlyList<NoiseRange> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count is 0 or > MostSteps)
            throw new ArgumentException($"Noise takes 1 to {MostSteps} steps such as gaussian:0.1..0.5, got {steps.Count}.", nameof(steps));
        Steps = [.. steps];
    }

    /// <summary>What happens to an image, in this order.</summary>
    public IReadOnlyList<NoiseRange> Steps { get; }

    /// <summary>Whether noisy values are clipped to [0, 1], as a file stores them. Photographs' benchmarks leave Gaussian noise unclipped.</summary>
    public bool IsClipped { get; init; } = true;

    /// <summary>Reads noise such as <c>gaussian:15/255+unclipped</c>; the inverse of <see cref="ToString"/>.</summary>
    /// <param name="text">Steps separated by <c>+</c>; case does not matter.</param>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static ImageNoise Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var steps = text.Split(Then, StringSplitOptions.TrimEntries);
        var isClipped = steps.Length < 2 || !steps[^1].Equals(Unclipped, StringComparison.OrdinalIgnoreCase);
        try
        {
            return new ImageNoise([.. steps.Take(isClipped ? steps.Length : steps.Length - 1).Select(NoiseRange.Parse)]) { IsClipped = isClipped };
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>The noise of one strength: every step at that place of its range, by its level.</summary>
    /// <param name="strength">From 0, the weakest that is drawn, to 1, the strongest.</param>
    public ImageNoise At(float strength) => new([.. Steps.Select(step => new NoiseRange(step.Kind, step.At(strength)))]) { IsClipped = IsClipped };

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(Then, Steps) + (IsClipped ? "" : $"{Then}{Unclipped}");

    /// <inheritdoc/>
    public bool Equals(ImageNoise? other) => other is not null && IsClipped == other.IsClipped && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Steps.Count, Steps[0], IsClipped);

    /// <summary>Adds the noise. What an image gets depends on its index, never on its place in a batch.</summary>
    /// <param name="images">[N, imageLength], in [0, 1].</param>
    /// <param name="noisy">[N, imageLength], filled; in [0, 1] where the noise is clipped. Must not overlap <paramref name="images"/>.</param>
    /// <param name="imageLength">C·H·W, at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="firstSampleIndex">The index of image 0 in the whole data, from 0.</param>
    /// <param name="draw">The repetition, from 0.</param>
    /// <exception cref="ArgumentException">Lengths that differ or are no whole images, or overlapping spans.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length, index or draw is out of its range.</exception>
    public void Apply(ReadOnlySpan<float> images, Span<float> noisy, int imageLength, ulong seed, long firstSampleIndex = 0, int draw = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imageLength, 1);
        if (images.Length != noisy.Length || images.Length % imageLength != 0)
            throw new ArgumentException(FormattableString.Invariant($"Expected whole images of {imageLength} values and as many noisy values, got {images.Length} and {noisy.Length}."), nameof(noisy));
        if (images.Overlaps(noisy))
            throw new ArgumentException("Expected a buffer apart from the images.", nameof(noisy));
        Span<float> strengths = stackalloc float[Steps.Count];
        for (var i = 0; i < images.Length / imageLength; i++)
        {
            SeededNoise.FillUniform(strengths, strengths.Length, RandomStream.NoiseChoice.Derive(seed), firstSampleIndex + i, draw);
            ApplyOne(images.Slice(i * imageLength, imageLength), noisy.Slice(i * imageLength, imageLength), strengths, RandomStream.NoisePixels.Derive(seed), firstSampleIndex + i, draw);
        }
    }

    /// <summary>Adds the noise to one image, with each step at a strength from 0, its weakest, to 1.</summary>
    internal void ApplyOne(ReadOnlySpan<float> image, Span<float> noisy, ReadOnlySpan<float> strengths, ulong seed, long index, int draw)
    {
        image.CopyTo(noisy);
        var scratch = ArrayPool<float>.Shared.Rent(image.Length);
        for (var i = 0; i < Steps.Count; i++)
        {
            NoiseStep.Apply(Steps[i].Kind, Steps[i].At(strengths[i]), noisy, scratch.AsSpan(0, image.Length), seed, index, draw);
            seed = RandomStream.NoisePixels.Derive(seed);
        }

        ArrayPool<float>.Shared.Return(scratch);
        if (IsClipped)
        {
            TensorPrimitives.Max(noisy, 0f, noisy);
            TensorPrimitives.Min(noisy, 1f, noisy);
        }
    }
}
