namespace VaeOnnx.Runtime;

/// <summary>How images are varied.</summary>
public sealed record AugmentOptions
{
    /// <summary>What is used where none are given.</summary>
    public static AugmentOptions Default { get; } = new();

    /// <summary>The seed of the noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>The index of the first image in the whole data, from 0: the same image gets the same noise in any batch or shard.</summary>
    public long FirstSampleIndex { get; init; }

    /// <summary>The number of the copy, from 0: each draw varies an image anew.</summary>
    public int Draw { get; init; }

    /// <summary>How the latent is moved.</summary>
    public JitterKind Jitter { get; init; } = JitterKind.Posterior;

    /// <summary>How far, finite and at least 0; null for the kind's own: 1 for <see cref="JitterKind.Posterior"/>, 0.1 for <see cref="JitterKind.Relative"/>.</summary>
    public float? Scale { get; init; }

    internal float EffectiveScale => Scale ?? (Jitter == JitterKind.Posterior ? 1f : 0.1f);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(FirstSampleIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(Draw);
        if (Jitter is not (JitterKind.Posterior or JitterKind.Relative))
            throw new ArgumentOutOfRangeException(nameof(Jitter), Jitter, "Unknown jitter; the kinds are Posterior and Relative.");
        if (!(float.IsFinite(EffectiveScale) && EffectiveScale >= 0))
            throw new ArgumentOutOfRangeException(nameof(Scale), Scale, "Expected a finite scale of at least 0.");
    }
}
