using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>What VAEs and classifiers choose alike from the data: stride, levels and width.</summary>
internal static class ConvSizing
{
    public const int SmallestSide = 4;
    public const int LargestSide = 1024; // beyond, a step of one image takes seconds and gigabytes

    /// <summary>Marks what was not chosen.</summary>
    public const string AsSet = " (as set)";

    private const int SmallestHalved = 7; // becomes 4: a top level of 4 to 6 pixels still knows where things are
    private const int MaxLevels = 6;

    /// <summary>Refuses images that no levels fit, saying what to do.</summary>
    public static void Check(ImageSpec image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var size = FormattableString.Invariant($"{image.Height}x{image.Width}");
        if (Math.Min(image.Height, image.Width) < SmallestSide)
            throw new ArgumentException($"Images of {size} are too small for convolutions: they need {SmallestSide} pixels a side. Enlarge them, or train an {nameof(MlpVae)}.", nameof(image));
        if (Math.Max(image.Height, image.Width) > LargestSide)
            throw new ArgumentException($"Images of {size} are too large to model whole: at most {LargestSide} pixels a side. Resize them, for example to 256x256, or cut them into patches.", nameof(image));
    }

    public static int Levels(ImageSpec image, int stride)
    {
        var side = (Math.Min(image.Height, image.Width) + stride - 1) / stride;
        var levels = 1;
        while (side >= SmallestHalved && levels < MaxLevels)
        {
            side = (side + 1) / 2;
            levels++;
        }

        return levels;
    }

    /// <summary>How many times an image can be halved and leave something: below two pixels a level is halved that has nothing left to halve.</summary>
    public static int MostLevels(ImageSpec image, int stride)
    {
        var levels = 1;
        while (Math.Min(image.Height, image.Width) >= (long)stride << (levels + 1))
            levels++;
        return levels;
    }

    // Few images teach few features, and the work grows with the square.
    public static int Width(int count) => count switch
    {
        < 500 => 16,
        < 5_000 => 24,
        _ => 32,
    };

    /// <summary>What was chosen and why; what the caller set is marked.</summary>
    public static string Describe(ImageSpec image, int count, ConvPyramid chosen, bool isDepthSet, int? setWidth)
    {
        var top = chosen.Sizes[^1];
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{count:N0} images {image.Channels}x{image.Height}x{image.Width}: stride {chosen.Stride} and {chosen.Levels} levels{(isDepthSet ? AsSet : "")} lead to {top.Height}x{top.Width}; width {chosen.Channels(0)}{(setWidth is null ? $" for {Amount(count)} images" : AsSet)}");
    }

    private static string Amount(int count) => Width(count) switch
    {
        16 => "a few hundred",
        24 => "a few thousand",
        _ => "many",
    };
}
