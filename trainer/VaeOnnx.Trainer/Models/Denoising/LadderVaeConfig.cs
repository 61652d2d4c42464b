namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="LadderVae"/>.</summary>
public sealed record LadderVaeConfig
{
    /// <summary>1 for grey images, 3 for colour.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>The features of each level, from the largest to the smallest in pixels.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64];

    /// <summary>
    /// The latent channels of each level, in the same order; 0 for a level without latents. Those of level 0 tell the details, those of the
    /// topmost level, at least 1, the whole. With zeros below it the model is a plain convolutional VAE.
    /// </summary>
    public IReadOnlyList<int> LatentChannels { get; init; } = [8, 16];

    /// <summary>Residual blocks a level, on the way up and again on the way down.</summary>
    public int Blocks { get; init; } = 2;

    /// <summary>The side of the squares of pixels that become channels before the first convolution: 1, 2 or 4. The work falls with its square.</summary>
    public int Unshuffle { get; init; } = 2;

    internal DenoisingSizes Sizes() => new(Channels, Unshuffle, Widths);

    internal LadderVaeConfig Validated()
    {
        Sizes().Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(Blocks, 1);
        ArgumentNullException.ThrowIfNull(LatentChannels);
        if (LatentChannels.Count != Widths.Count || LatentChannels.Any(channels => channels < 0) || LatentChannels[^1] == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(LatentChannels), string.Join(',', LatentChannels), $"Expected the latent channels of {Widths.Count} levels, at least 0 each and at least 1 for the last, the topmost.");
        }

        return this;
    }
}
