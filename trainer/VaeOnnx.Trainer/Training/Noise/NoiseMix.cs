using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Noise put on clean images, which are asked for: each image draws one of several, all equally likely, and its levels.
/// What image i gets at step s is a function of (seed, i, s) alone.
/// </summary>
public sealed record NoiseMix : DenoisingTask
{
    /// <summary>Mixes noise.</summary>
    /// <param name="noises">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public NoiseMix(params IReadOnlyList<ImageNoise> noises)
    {
        ArgumentNullException.ThrowIfNull(noises);
        if (noises.Count == 0)
            throw new ArgumentException("A noise mix needs at least one noise, such as gaussian:0.1..0.5.", nameof(noises));
        Noises = [.. noises];
    }

    /// <summary>Gaussian and speckle noise, each at 0.1 to 0.5, clipped.</summary>
    public static NoiseMix Default { get; } = Parse("gaussian:0.1..0.5,speckle:0.1..0.5");

    /// <summary>What is drawn from.</summary>
    public IReadOnlyList<ImageNoise> Noises { get; }

    /// <summary>Reads a mix such as <c>gaussian:0.1..0.5,poisson:10..60+gaussian:0.02</c>.</summary>
    /// <param name="text">Noises as <see cref="ImageNoise.Parse"/> reads them, separated by commas.</param>
    /// <exception cref="FormatException">It is no mix.</exception>
    public static NoiseMix Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new NoiseMix([.. text.Split(',', StringSplitOptions.TrimEntries).Select(ImageNoise.Parse)]);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join(',', Noises);

    /// <inheritdoc/>
    public bool Equals(NoiseMix? other) => other is not null && Noises.SequenceEqual(other.Noises);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Noises.Count, Noises[0]);

    internal override void Fill(ReadOnlySpan<float> sample, ImageSpec spec, TaskViews views, ulong seed, long index, int step)
    {
        sample.CopyTo(views.Target);
        Apply(sample, views.Input, seed, index, step);
    }

    /// <summary>Applies its noise to one image.</summary>
    internal void Apply(ReadOnlySpan<float> image, Span<float> noisy, ulong seed, long index, int step)
    {
        Span<float> choice = stackalloc float[1 + Noises.Max(noise => noise.Steps.Count)];
        SeededNoise.FillUniform(choice, choice.Length, RandomStream.NoiseChoice.Derive(seed), index, step);
        Noises[(int)(choice[0] * Noises.Count)].ApplyOne(image, noisy, choice[1..], RandomStream.NoisePixels.Derive(seed), index, step);
    }
}
