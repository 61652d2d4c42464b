using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of a <see cref="ConvVae"/> chosen from the data, with the reasons; change any with a <c>with</c> expression.</summary>
/// <param name="Config">The sizes.</param>
/// <param name="Reason">One line for people.</param>
public sealed record VaeSizing(ConvVaeConfig Config, string Reason)
{
    /// <summary>The shortest side that convolutions take, in pixels.</summary>
    public const int SmallestSide = ConvSizing.SmallestSide;

    /// <summary>The longest side that is modelled whole, in pixels.</summary>
    public const int LargestSide = ConvSizing.LargestSide;

    private const int MinLatentDim = 8;
    private const int MaxLatentDim = 256;
    private const int ImagesALatentUnit = 16;

    /// <summary>Chooses what the caller leaves open.</summary>
    /// <param name="image">The images.</param>
    /// <param name="count">How many there are to train on.</param>
    /// <param name="classes">The classes to condition on; 0 for none.</param>
    /// <param name="levels">Levels that the caller wants, at most <see cref="MostLevels"/>; null to choose.</param>
    /// <param name="width">The width that the caller wants; null to choose.</param>
    /// <param name="latentDim">The size of z that the caller wants; null to choose.</param>
    /// <exception cref="ArgumentException">The images are too small or too large, or a wish cannot be met; the message says what to do.</exception>
    public static VaeSizing For(ImageSpec image, int count, int classes = 0, int? levels = null, int? width = null, int? latentDim = null)
    {
        ConvSizing.Check(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var stride = StrideOf(image);
        var config = new ConvVaeConfig
        {
            Image = image,
            Classes = classes,
            Stride = stride,
            Levels = levels ?? ConvSizing.Levels(image, stride),
            Width = width ?? ConvSizing.Width(count),
            LatentDim = latentDim ?? LatentDimOf(image, count),
        }.Validated();
        var reason = ConvSizing.Describe(image, count, config.Pyramid(), levels is not null, width);
        return new VaeSizing(config, FormattableString.Invariant($"{reason}, {config.LatentDim} latent units{(latentDim is null ? "" : ConvSizing.AsSet)}"));
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
        <= 16 => 1,
        <= 128 => 2,
        _ => 4,
    };

    // About the root of the pixels (32 for MNIST), and no more units than the images can fill.
    private static int LatentDimOf(ImageSpec image, int count)
    {
        var wanted = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Sqrt(image.Length));
        var filled = Math.Max(1, count / ImagesALatentUnit);
        var affordable = 1 << BitOperations.Log2((uint)filled);
        return Math.Clamp(Math.Min(wanted, affordable), MinLatentDim, MaxLatentDim);
    }
}
