using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>How images are read.</summary>
public sealed record ImageReadOptions
{
    /// <summary>The channels to read.</summary>
    public ImageChannels Channels { get; init; } = ImageChannels.Auto;

    /// <summary>How images of other sizes become images of one; null: not at all, so that data of several sizes is refused.</summary>
    public ImageFit? Fit { get; init; }

    /// <summary>The size to fit to, in pixels; null for both sides: the commonest size of the data. Needs <see cref="Fit"/>.</summary>
    public int? Height { get; init; }

    /// <summary>The size to fit to, in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Whether files that cannot be used are left out and listed, instead of ending the reading.</summary>
    public bool SkipBroken { get; init; }

    /// <summary>The bytes of pixels that may be in memory; larger data is read when asked for, and shuffled in a window of that size.</summary>
    public long MemoryBudget { get; init; } = 1L << 30;

    internal ImageReadOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryBudget, 1);
        if (Height is null != Width is null)
            throw new ArgumentException("Height and width belong together: give both or neither.");
        if (Height is not null && Fit is null)
            throw new ArgumentException("A size needs a fit: resize, pad, crop, contain or cover.");
        foreach (var side in new[] { Height, Width }.OfType<int>())
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(side, ImageFileHeader.MaxSide);
        }

        return this;
    }
}
