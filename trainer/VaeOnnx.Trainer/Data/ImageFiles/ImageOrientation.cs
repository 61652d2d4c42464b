using SkiaSharp;

namespace VaeOnnx.Trainer.Data;

/// <summary>
/// Turns a stored image upright. The eight values are those of EXIF 2.3's tag 0x0112, which says where row 0 and column 0 of the
/// stored image belong: TopRight means that row 0 is at the top and column 0 at the right.
/// </summary>
internal static class ImageOrientation
{
    /// <summary>Whether the upright image's height is the stored one's width.</summary>
    public static bool SwapsSides(SKEncodedOrigin origin) => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>Takes one channel out of interleaved bytes, upright.</summary>
    /// <param name="stored">Height·width·channels bytes.</param>
    /// <param name="channels">The channels that are interleaved.</param>
    /// <param name="channel">The one to take.</param>
    /// <param name="height">The stored height.</param>
    /// <param name="width">The stored width.</param>
    /// <param name="origin">How it is stored.</param>
    /// <param name="upright">Receives height·width numbers.</param>
    public static void Take(ReadOnlySpan<byte> stored, int channels, int channel, int height, int width, SKEncodedOrigin origin, Span<ushort> upright)
    {
        var (first, down, right) = Walk(origin, height, width);
        var (rows, columns) = SwapsSides(origin) ? (width, height) : (height, width);
        for (var y = 0; y < rows; y++)
        {
            var place = first + (y * down);
            for (var x = 0; x < columns; x++, place += right)
                upright[(y * columns) + x] = stored[(place * channels) + channel];
        }
    }

    /// <summary>Where in the stored image the upright one begins, and how to step down and right from there.</summary>
    private static (int First, int Down, int Right) Walk(SKEncodedOrigin origin, int height, int width) => origin switch
    {
        SKEncodedOrigin.TopRight => (width - 1, width, -1),
        SKEncodedOrigin.BottomRight => ((height * width) - 1, -width, -1),
        SKEncodedOrigin.BottomLeft => ((height - 1) * width, -width, 1),
        SKEncodedOrigin.LeftTop => (0, 1, width),
        SKEncodedOrigin.RightTop => ((height - 1) * width, 1, -width),
        SKEncodedOrigin.RightBottom => ((height * width) - 1, -1, -width),
        SKEncodedOrigin.LeftBottom => (width - 1, -1, width),
        _ => (0, width, 1),
    };
}
