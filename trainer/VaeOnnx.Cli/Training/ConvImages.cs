using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Training;

/// <summary>The sizes that convolutional models take, refused in the words of the command line.</summary>
internal static class ConvImages
{
    private static readonly string s_expected = FormattableString.Invariant($"{VaeSizing.SmallestSide} to {VaeSizing.LargestSide} pixels a side, to be modelled whole");

    /// <exception cref="UsageException">Images of that size would be too small or too large.</exception>
    public static void Require(ImageSize size)
    {
        if (Advice(size) is { } advice)
            throw new UsageException($"--size {size}: expected {s_expected}. {advice}");
    }

    /// <exception cref="DataFormatException">The images are too small or too large.</exception>
    public static void Require(ImageSource images)
    {
        var size = new ImageSize(images.Spec.Height, images.Spec.Width);
        if (Advice(size) is { } advice)
            throw new DataFormatException(images.Name, $"images of {s_expected}", $"{size}", advice);
    }

    /// <exception cref="UsageException">The images cannot be halved so often.</exception>
    public static void RequireDepth(int? depth, int most, ImageSource images)
    {
        if (depth > most)
            throw new UsageException(FormattableString.Invariant($"--depth: images of {images.Spec.Height}x{images.Spec.Width} can be halved into at most {most} levels, got {depth}."));
    }

    private static string? Advice(ImageSize size)
    {
        if (Math.Max(size.Height, size.Width) > VaeSizing.LargestSide)
            return "Make them smaller, for example by --fit cover --size 256x256, or cut them into patches.";
        return Math.Min(size.Height, size.Width) < VaeSizing.SmallestSide ? "Enlarge them, for example by --fit resize --size 32x32." : null;
    }
}
