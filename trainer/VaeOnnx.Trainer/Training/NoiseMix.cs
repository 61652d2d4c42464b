using System.Globalization;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// The noise that a denoiser is trained on: each image draws one of the ranges, all equally likely, and a strength within it.
/// What image i gets at step s is a function of (seed, i, s) alone.
/// </summary>
public sealed record NoiseMix
{
    /// <summary>Mixes kinds of noise.</summary>
    /// <param name="ranges">At least one.</param>
    /// <exception cref="ArgumentException">There is no range, or one is not 0 ≤ MinSigma ≤ MaxSigma ≤ 1.</exception>
    public NoiseMix(params IReadOnlyList<NoiseRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        if (ranges.Count == 0)
            throw new ArgumentException("A noise mix needs at least one range, such as gaussian:0.1..0.5.", nameof(ranges));
        var wrong = ranges.FirstOrDefault(range => !(range.MinSigma >= 0 && range.MinSigma <= range.MaxSigma && range.MaxSigma <= 1));
        if (wrong is not null)
            throw new ArgumentException($"Noise range '{wrong}' is not 0 <= min <= max <= 1.", nameof(ranges));
        Ranges = [.. ranges];
    }

    /// <summary>Gaussian and speckle noise, each at 0.1 to 0.5.</summary>
    public static NoiseMix Default { get; } = new(new NoiseRange(ImageNoiseKind.Gaussian, 0.1f, 0.5f), new NoiseRange(ImageNoiseKind.Speckle, 0.1f, 0.5f));

    /// <summary>The ranges that are drawn from.</summary>
    public IReadOnlyList<NoiseRange> Ranges { get; }

    /// <summary>Reads a mix such as <c>gaussian:0.1..0.5,speckle:0.2</c>.</summary>
    /// <param name="text">Ranges separated by commas; a single number is a range of one strength.</param>
    /// <exception cref="FormatException">It is no mix.</exception>
    public static NoiseMix Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        try
        {
            return new NoiseMix([.. text.Split(',', StringSplitOptions.TrimEntries).Select(ParseRange)]);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(',', Ranges);

    /// <inheritdoc/>
    public bool Equals(NoiseMix? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ranges.Count, Ranges[0]);

    /// <summary>Applies its noise to one image.</summary>
    internal void Apply(ReadOnlySpan<float> image, Span<float> noisy, ulong seed, long index, int step)
    {
        Span<float> choice = stackalloc float[2];
        SeededNoise.FillUniform(choice, choice.Length, RandomStream.NoiseChoice.Derive(seed), index, step);
        var range = Ranges[(int)(choice[0] * Ranges.Count)];
        var sigma = range.MinSigma + (choice[1] * (range.MaxSigma - range.MinSigma));
        new ImageNoise(range.Kind, sigma).Apply(image, noisy, image.Length, RandomStream.NoisePixels.Derive(seed), index, step);
    }

    private static NoiseRange ParseRange(string text)
    {
        var parts = text.Split(':', 2);
        var sigmas = parts.Length == 2 ? parts[1].Split("..", 2) : [];
        if (sigmas.Length == 0
            || !Enum.TryParse<ImageNoiseKind>(parts[0], ignoreCase: true, out var kind) || !Enum.IsDefined(kind)
            || !float.TryParse(sigmas[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var min)
            || !float.TryParse(sigmas[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var max))
        {
            throw new FormatException($"'{text}' is no noise range. Expected KIND:MIN..MAX such as gaussian:0.1..0.5; kinds: {string.Join(", ", Enum.GetNames<ImageNoiseKind>()).ToLowerInvariant()}.");
        }

        return new NoiseRange(kind, min, max);
    }
}
