namespace VaeOnnx.Runtime;

/// <summary>The values of an image and of its result, and the images that are run together.</summary>
internal readonly struct StreamShape(int imageLength, int resultLength, int maxBatch)
{
    public int ImageLength { get; } = imageLength;

    public int ResultLength { get; } = resultLength;

    public int MaxBatch { get; } = maxBatch;
}
