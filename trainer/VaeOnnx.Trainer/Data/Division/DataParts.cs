namespace VaeOnnx.Trainer.Data;

/// <summary>Data as it comes: with the parts that it is divided into itself, by its files, folders or listing.</summary>
/// <param name="Train">The images to fit to; all of them where the data is not divided.</param>
/// <param name="Validation">The images that choose the epoch, of the same size and classes; null where the data does not say.</param>
/// <param name="Test">The images that are looked at once, at the end, of the same size and classes; null where the data does not say.</param>
public sealed record DataParts(ImageSource Train, ImageSource? Validation = null, ImageSource? Test = null)
{
    /// <summary>How they lie on disk; null where they were made in memory.</summary>
    public ImageStorage? Storage { get; init; }
}
