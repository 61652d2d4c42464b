namespace VaeOnnx.Contracts;

/// <summary>
/// How a graph that takes images of any height and width is run: padded to whole multiples, and tile by tile where an image is large.
/// The manifest's <see cref="BundleManifest.Image"/> then tells the size of the images that the graph was proved on.
/// </summary>
public sealed record TilingSpec
{
    /// <summary>What height and width must be multiples of, in pixels: a power of two from 1. Tiles begin at multiples of it too.</summary>
    public required int Multiple { get; init; }

    /// <summary>How far an output pixel sees, in pixels, from 0: pixels further away change nothing, so that tiles with this margin give what the whole image gives.</summary>
    public required int Halo { get; init; }

    /// <summary>The next whole multiple.</summary>
    /// <param name="pixels">A height or a width, at least 1.</param>
    public int RoundUp(int pixels) => checked(pixels + Multiple - 1) / Multiple * Multiple;
}
