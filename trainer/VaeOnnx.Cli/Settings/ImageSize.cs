using System.Globalization;

namespace VaeOnnx.Cli.Settings;

/// <summary>A size in pixels, written <c>64x48</c>: height first, as everywhere here; one number is a square.</summary>
internal sealed record ImageSize(int Height, int Width)
{
    /// <exception cref="FormatException">It is no size.</exception>
    public static ImageSize Parse(string text)
    {
        var sides = text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 ? pixels : 0).ToArray();
        return sides is [> 0] or [> 0, > 0] ? new ImageSize(sides[0], sides[^1]) : throw new FormatException("a side is a whole number of pixels from 1");
    }

    public override string ToString() => FormattableString.Invariant($"{Height}x{Width}");
}
