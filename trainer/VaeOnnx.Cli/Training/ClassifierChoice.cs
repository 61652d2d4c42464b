using VaeOnnx.Cli.Demo;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Cli.Training;

/// <summary>A classifier for given images: what the settings leave open is chosen from the data, and everything is put back into the settings.</summary>
/// <param name="Settings">With nothing left open.</param>
/// <param name="Reason">One line for people.</param>
internal sealed record ClassifierChoice(ClassifierSettings Settings, string Reason)
{
    private const int SmallSide = 32;

    /// <exception cref="DataFormatException">There are not two classes, or the images are too small or too large.</exception>
    public static ClassifierChoice For(ClassifierSettings settings, ImageSource images)
    {
        var image = images.Spec;
        if (images.ClassNames.Count < 2)
            throw new DataFormatException(images.Name, "labels of at least two classes", $"{images.ClassNames.Count}", "Put the images into one sub-folder a class.");
        var isSmallGrey = image.Channels == 1 && Math.Max(image.Height, image.Width) <= SmallSide && Math.Min(image.Height, image.Width) >= PaperCnn.SmallestSide;
        if (settings.Model == ClassifierKind.Paper || (settings.Model == ClassifierKind.Auto && isSmallGrey && settings.Depth is null && settings.Width is null))
        {
            ClassifierData.Require(images, "Use --model residual, or enlarge the images (--fit resize --size 32x32).");
            return new ClassifierChoice(settings with { Model = ClassifierKind.Paper }, FormattableString.Invariant($"the paper's CNN for {images.ClassNames.Count} classes of images {image.Channels}x{image.Height}x{image.Width}"));
        }

        ConvImages.Require(images);
        ConvImages.RequireDepth(settings.Depth, ClassifierSizing.MostLevels(images.Spec), images);
        var sizing = Sizing(settings, images);
        var chosen = settings with { Model = ClassifierKind.Residual, Depth = sizing.Config.Levels, Width = sizing.Config.Width };
        return new ClassifierChoice(chosen, $"residual, {sizing.Reason}");
    }

    /// <summary>The model with fresh weights; it is the caller's.</summary>
    public nn.Module<Tensor, Tensor> CreateModel(ImageSource images) => Settings.Model == ClassifierKind.Paper
        ? new PaperCnn(images.Spec, images.ClassNames.Count, Settings.Seed)
        : new ResidualCnn(Sizing(Settings, images).Config, Settings.Seed);

    private static ClassifierSizing Sizing(ClassifierSettings settings, ImageSource images) =>
        ClassifierSizing.For(images.Spec, images.Count, images.ClassNames.Count, settings.Depth, settings.Width);
}
