namespace VaeOnnx.Runtime;

/// <summary>How the expectation in the negative ELBO is estimated.</summary>
public sealed record AnomalyOptions
{
    /// <summary>What is used where none are given.</summary>
    public static AnomalyOptions Default { get; } = new();

    /// <summary>
    /// The posterior samples an image, L in equation 7 of Kingma and Welling (arXiv 1312.6114): more cost more runs of the decoder and give a calmer score.
    /// 0 decodes mu instead: calm and cheap, but no estimate of the bound.
    /// </summary>
    public int Draws { get; init; } = 1;

    /// <summary>The seed of the noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>The index of the first image in the whole data, from 0: the same image gets the same noise in any batch or shard.</summary>
    public long FirstSampleIndex { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Draws);
        ArgumentOutOfRangeException.ThrowIfNegative(FirstSampleIndex);
    }
}
