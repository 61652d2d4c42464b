using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// The windows that cover one axis of an image: all of one size, each beginning at a multiple, and overlapping by two halos at least.
/// A window gives the pixels up to the middle of its overlaps, which nothing beyond its borders reaches. The last one ends past the image,
/// at its next multiple.
/// </summary>
internal readonly struct TileAxis
{
    private readonly int _pixels;
    private readonly int _padded;
    private readonly int _multiple;

    /// <param name="pixels">The image's height or width.</param>
    /// <param name="tiling">What the graph takes; null for one window of just the image.</param>
    /// <param name="tileSize">The largest window.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window has no room for two halos and a multiple between them, and the image does not fit it.</exception>
    public TileAxis(int pixels, TilingSpec? tiling, int tileSize)
    {
        _pixels = pixels;
        _multiple = tiling?.Multiple ?? 1;
        _padded = tiling?.RoundUp(pixels) ?? pixels;
        (Count, Size) = (1, _padded);
        if (tiling is null || _padded <= tileSize)
            return;
        var margins = 2 * tiling.RoundUp(tiling.Halo);
        var own = (tileSize / _multiple * _multiple) - margins;
        if (own < _multiple)
            throw new ArgumentOutOfRangeException(nameof(tileSize), tileSize, FormattableString.Invariant($"Expected at least {margins + _multiple} pixels: the denoiser sees {tiling.Halo} far, and a tile needs that much on both sides."));
        Count = (_padded - margins + own - 1) / own;
        // No larger than as many windows need.
        Size = tiling.RoundUp((_padded - margins + Count - 1) / Count) + margins;
    }

    /// <summary>How many windows.</summary>
    public int Count { get; }

    /// <summary>The pixels of every window.</summary>
    public int Size { get; }

    /// <summary>The image with what pads it to a whole multiple.</summary>
    public int Padded => _padded;

    /// <summary>The first pixel that a window reads.</summary>
    public int Start(int window) => Count == 1 ? 0 : (int)((long)(_padded - Size) * window / (Count - 1)) / _multiple * _multiple;

    /// <summary>The first pixel that a window gives; the window after the last would begin where the image ends.</summary>
    public int From(int window) => window == 0 ? 0 : window == Count ? _pixels : (Start(window) + Start(window - 1) + Size) / 2;

    /// <summary>A place that may lie past the image, reflected at its border.</summary>
    public int Mirror(int place)
    {
        if (place < _pixels)
            return place;
        var period = Math.Max(1, 2 * (_pixels - 1));
        place %= period;
        return Math.Min(place, period - place);
    }
}
