using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ConvVae"/> chosen from the data, with the reasons; change any with a <c>with</c> expression.</summary>
/// <param name="Config">The sizes.</param>
/// <param name="Reason">One line for people.</param>
public sealed record VaeSizing(ConvVaeConfig Config, string Reason)
{
    private const int MinLatentDim = 8;
    private const int MaxLatentDim = 256;
    private const int ImagesALatentUnit = 16;

    /// <summary>Chooses.</summary>
    /// <param name="image">The images.</param>
    /// <param name="count">How many there are to train on.</param>
    /// <param name="classes">The classes to condition on; 0 for none.</param>
    /// <exception cref="ArgumentException">The images are too small or too large; the message says what to do.</exception>
    public static VaeSizing For(ImageSpec image, int count, int classes = 0)
    {
        ConvSizing.Check(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var stride = Math.Max(image.Height, image.Width) switch
        {
            <= 16 => 1,
            <= 128 => 2,
            _ => 4,
        };
        var config = new ConvVaeConfig
        {
            Image = image,
            Classes = classes,
            Stride = stride,
            Levels = ConvSizing.Levels(image, stride),
            Width = ConvSizing.Width(count),
            LatentDim = LatentDimOf(image, count),
        }.Validated();
        var reason = ConvSizing.Describe(image, count, stride, config.Levels, config.Width);
        return new VaeSizing(config, FormattableString.Invariant($"{reason}, {config.LatentDim} latent units"));
    }

    // About the root of the pixels (32 for MNIST), and no more units than the images can fill.
    private static int LatentDimOf(ImageSpec image, int count)
    {
        var wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Sqrt(image.Length));
        var filled = Math.Max(1, count / ImagesALatentUnit);
        var affordable = 1 << BitOperations.Log2((uint)filled);
        return Math.Clamp(Math.Min(wanted, affordable), MinLatentDim, MaxLatentDim);
    }
}
