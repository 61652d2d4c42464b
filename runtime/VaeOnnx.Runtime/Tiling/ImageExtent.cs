namespace VaeOnnx.Runtime;

/// <summary>The size of each image of a call.</summary>
internal readonly struct ImageExtent(int channels, int height, int width)
{
    public int Channels { get; } = channels;

    public int Height { get; } = height;

    public int Width { get; } = width;

    /// <summary>The values of one image.</summary>
    public int Length { get; } = checked(channels * height * width);
}
