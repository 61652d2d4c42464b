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
            return new ClassifierChoice(settings with { Model = ClassifierKind.Paper }, "the paper's CNN");
        }

        var sizing = Sizing(images);
        var chosen = settings with { Model = ClassifierKind.Residual, Depth = settings.Depth ?? sizing.Config.Levels, Width = settings.Width ?? sizing.Config.Width };
        return new ClassifierChoice(chosen, $"residual, {sizing.Reason}");
    }

    /// <summary>The model with fresh weights; it is the caller's.</summary>
    public nn.Module<Tensor, Tensor> CreateModel(ImageSource images)
    {
        if (Settings.Model == ClassifierKind.Paper)
            return new PaperCnn(images.Spec, images.ClassNames.Count, Settings.Seed);
        try
        {
            return new ResidualCnn(Sizing(images).Config with { Levels = Settings.Depth!.Value, Width = Settings.Width!.Value }, Settings.Seed);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new UsageException($"--depth: {e.Message}");
        }
    }

    private static ClassifierSizing Sizing(ImageSource images)
    {
        try
        {
            return ClassifierSizing.For(images.Spec, images.Count, images.ClassNames.Count);
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException(images.Name, "images that a classifier takes", $"{images.Spec.Height}x{images.Spec.Width}", e.Message, e);
        }
    }
}
