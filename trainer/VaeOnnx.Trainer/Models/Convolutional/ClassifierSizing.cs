using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ResidualCnn"/> chosen from the data, with the reasons; change any with a <c>with</c> expression.</summary>
/// <param name="Config">The sizes.</param>
/// <param name="Reason">One line for people.</param>
public sealed record ClassifierSizing(ResidualCnnConfig Config, string Reason)
{
    /// <summary>Chooses what the caller leaves open.</summary>
    /// <param name="image">The images.</param>
    /// <param name="count">How many there are to train on.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <param name="levels">Levels that the caller wants, at most <see cref="MostLevels"/>; null to choose.</param>
    /// <param name="width">The width that the caller wants; null to choose.</param>
    /// <exception cref="ArgumentException">The images are too small or too large, or a wish cannot be met; the message says what to do.</exception>
    public static ClassifierSizing For(ImageSpec image, int count, int classes, int? levels = null, int? width = null)
    {
        ConvSizing.Check(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var stride = StrideOf(image);
        var config = new ResidualCnnConfig
        {
            Image = image,
            Classes = classes,
            Stride = stride,
            Levels = levels ?? Math.Min(4, ConvSizing.Levels(image, stride)),
            Width = width ?? ConvSizing.Width(count),
        }.Validated();
        var pyramid = new ConvPyramid(image, stride, config.Levels, config.Width);
        return new ClassifierSizing(config, FormattableString.Invariant($"{ConvSizing.Describe(image, count, pyramid, levels is not null, width)}, {classes} classes"));
    }

    /// <summary>How many levels images of a size take.</summary>
    /// <param name="image">The images.</param>
    public static int MostLevels(ImageSpec image)
    {
        ConvSizing.Check(image);
        return ConvSizing.MostLevels(image, StrideOf(image));
    }

    private static int StrideOf(ImageSpec image) => Math.Max(image.Height, image.Width) switch
    {
        <= 40 => 1,
        <= 160 => 2,
        _ => 4,
    };
}
