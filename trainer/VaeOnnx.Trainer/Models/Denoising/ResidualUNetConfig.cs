namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ResidualUNet"/>. The defaults are for photographs: 1.04 million weights, 4 MB.</summary>
public sealed record ResidualUNetConfig
{
    /// <summary>1 for grey images, 3 for colour.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>The features of each level, from the largest to the smallest in pixels.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 128];

    /// <summary>Residual blocks a level, on the way up and again on the way down.</summary>
    public int Blocks { get; init; } = 2;

    /// <summary>The side of the squares of pixels that become channels before the first convolution: 1, 2 or 4. The work falls with its square.</summary>
    public int Unshuffle { get; init; } = 2;

    internal DenoisingSizes Sizes() => new(Channels, Unshuffle, Widths);

    internal ResidualUNetConfig Validated()
    {
        Sizes().Validated();
        ArgumentOutOfRangeException.ThrowIfLessThan(Blocks, 1);
        return this;
    }
}
