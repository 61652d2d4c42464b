using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ResidualCnn"/> chosen from the data, with the reasons; change any with a <c>with</c> expression.</summary>
/// <param name="Config">The sizes.</param>
/// <param name="Reason">One line for people.</param>
public sealed record ClassifierSizing(ResidualCnnConfig Config, string Reason)
{
    /// <summary>Chooses.</summary>
    /// <param name="image">The images.</param>
    /// <param name="count">How many there are to train on.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    /// <exception cref="ArgumentException">The images are too small or too large; the message says what to do.</exception>
    public static ClassifierSizing For(ImageSpec image, int count, int classes)
    {
        ConvSizing.Check(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var stride = Math.Max(image.Height, image.Width) switch
        {
            <= 40 => 1,
            <= 160 => 2,
            _ => 4,
        };
        var config = new ResidualCnnConfig
        {
            Image = image,
            Classes = classes,
            Stride = stride,
            Levels = Math.Min(4, ConvSizing.Levels(image, stride)),
            Width = ConvSizing.Width(count),
        }.Validated();
        return new ClassifierSizing(config, FormattableString.Invariant($"{ConvSizing.Describe(image, count, stride, config.Levels, config.Width)}, {classes} classes"));
    }
}
