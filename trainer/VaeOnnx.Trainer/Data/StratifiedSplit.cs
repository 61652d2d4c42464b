namespace VaeOnnx.Trainer.Data;

/// <summary>A division of images into a training and a validation part that holds each class in the same proportion.</summary>
public sealed class StratifiedSplit
{
    private StratifiedSplit(int[] train, int[] validation)
    {
        Train = train;
        Validation = validation;
    }

    /// <summary>The indices of the training images, ascending.</summary>
    public ReadOnlyMemory<int> Train { get; }

    /// <summary>The indices of the validation images, ascending.</summary>
    public ReadOnlyMemory<int> Validation { get; }

    /// <summary>Divides images; those without labels count as one class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="validationFraction">The share of each class that is held out, from 0 to below 1, rounded to the nearest whole image.</param>
    /// <param name="seed">The seed of the draw: the same seed and labels give the same division.</param>
    public static StratifiedSplit Create(ImageSet images, double validationFraction, ulong seed) => throw new NotImplementedException();
}
