using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Demo;

/// <summary>What images the paper's CNN can be trained on: checked before the work, as a property of the data.</summary>
internal static class ClassifierData
{
    /// <exception cref="DataFormatException">There are not two classes, or the images are too small.</exception>
    public static void Require(ImageSource images, string hint)
    {
        var (classes, spec) = (images.ClassNames.Count, images.Spec);
        if (classes < 2)
            throw new DataFormatException(images.Name, "labels of at least two classes", $"{classes}", hint);
        if (Math.Min(spec.Height, spec.Width) < PaperCnn.SmallestSide)
        {
            throw new DataFormatException(images.Name, $"images of at least {PaperCnn.SmallestSide}×{PaperCnn.SmallestSide} pixels for the paper's CNN",
                $"{spec.Height}×{spec.Width}", hint);
        }
    }
}
