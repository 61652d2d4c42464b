namespace VaeOnnx.Contracts;

/// <summary>How an image of another size becomes one of the size that a model takes.</summary>
public enum ImageFit
{
    /// <summary>Both sides are resampled to the size; the aspect ratio is not kept.</summary>
    Resize,

    /// <summary>Nothing is resampled: the image is put in the middle and its border repeated around it. It must not be larger.</summary>
    Pad,

    /// <summary>Nothing is resampled: the middle is cut out. The image must not be smaller.</summary>
    Crop,

    /// <summary>Resampled, keeping the aspect ratio, until it just fits in; then as <see cref="Pad"/>.</summary>
    Contain,

    /// <summary>Resampled, keeping the aspect ratio, until it just covers the size; then as <see cref="Crop"/>.</summary>
    Cover,
}
