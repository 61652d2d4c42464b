using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Training;

/// <summary>What images must be like for a model, checked before native code sees them.</summary>
internal static class TrainingImages
{
    public static void Check(ImageSource images, ImageSpec? expected, string parameter)
    {
        ArgumentNullException.ThrowIfNull(images, parameter);
        if (images.Count == 0)
            throw new ArgumentException($"'{images.Name}' has no images.", parameter);
        if (expected is not null && images.Spec != expected)
            throw new ArgumentException($"The model takes images {expected}, '{images.Name}' has {images.Spec}.", parameter);
        if (images.Spec is not { PixelMin: 0f, PixelMax: 1f })
            throw new ArgumentException(FormattableString.Invariant($"'{images.Name}' has pixels in [{images.Spec.PixelMin}, {images.Spec.PixelMax}]; training takes [0, 1]."), parameter);
    }

    public static void CheckLabelled(ImageSource images, string parameter)
    {
        if (!images.IsLabelled)
            throw new ArgumentException($"'{images.Name}' has no labels; a classifier needs them.", parameter);
    }
}
