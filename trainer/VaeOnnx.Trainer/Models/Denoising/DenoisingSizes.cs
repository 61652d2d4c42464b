using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// The pyramid of a size-free denoiser: level 0 has <see cref="Unshuffle"/>² pixels of the image in each of its own, and each level above
/// halves the sides.
/// </summary>
internal sealed record DenoisingSizes(int Channels, int Unshuffle, IReadOnlyList<int> Widths)
{
    public int Levels => Widths.Count;

    public int SizeMultiple => Scale(Levels - 1);

    /// <summary>The channels of images whose squares of pixels have become channels.</summary>
    public int UnshuffledChannels => Channels * Unshuffle * Unshuffle;

    /// <summary>The image's pixels along one side of a level's pixel.</summary>
    public int Scale(int level) => Unshuffle << level;

    /// <summary>How images of any size are run.</summary>
    /// <param name="convolutions">The 3×3 convolutions of each level on the way up and down again; those next to the image belong to level 0.</param>
    public TilingSpec Tiling(Func<int, int> convolutions) => new() { Multiple = SizeMultiple, Halo = ReceptiveRadius(convolutions) };

    public DenoisingSizes Validated()
    {
        const int MostLevels = 6; // sides would have to be multiples of 64 and more
        ArgumentOutOfRangeException.ThrowIfLessThan(Channels, 1);
        ArgumentNullException.ThrowIfNull(Widths);
        if (Unshuffle is not (1 or 2 or 4))
            throw new ArgumentOutOfRangeException(nameof(Unshuffle), Unshuffle, "Squares of 1, 2 or 4 pixels a side become channels.");
        if (Widths.Count is < 1 or > MostLevels || Widths.Any(width => width < 1))
            throw new ArgumentOutOfRangeException(nameof(Widths), string.Join(',', Widths), $"Expected the channels of 1 to {MostLevels} levels, each at least 1, such as 32,64,128.");
        return this;
    }

    /// <summary>
    /// How far a result's pixel sees, through the topmost level and back: a 3×3 convolution adds a pixel of its level, going up and
    /// down again adds one of the lower level, and the place within the square of an unshuffled pixel the rest.
    /// </summary>
    private int ReceptiveRadius(Func<int, int> convolutions) =>
        Unshuffle - 1 + Enumerable.Range(0, Levels).Sum(level => Scale(level) * (convolutions(level) + (level < Levels - 1 ? 1 : 0)));
}
