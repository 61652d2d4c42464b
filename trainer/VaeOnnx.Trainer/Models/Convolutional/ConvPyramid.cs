using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Models;

/// <summary>The sizes of the features of a convolutional network, from the images down: each level halves them, rounding up.</summary>
internal sealed class ConvPyramid
{
    private const int MaxWidening = 4; // deeper levels have fewer pixels: wider ones would hold most of the weights

    private readonly int _width;

    public ConvPyramid(ImageSpec image, int stride, int levels, int width)
    {
        (Image, Stride, _width) = (image, stride, width);
        var sizes = new List<(int Height, int Width)> { (Divide(image.Height, stride), Divide(image.Width, stride)) };
        while (sizes.Count < levels)
            sizes.Add((Divide(sizes[^1].Height, 2), Divide(sizes[^1].Width, 2)));
        Sizes = sizes;
    }

    public ImageSpec Image { get; }

    /// <summary>The pixels from one output of the first convolution to the next.</summary>
    public int Stride { get; }

    /// <summary>Of each level.</summary>
    public IReadOnlyList<(int Height, int Width)> Sizes { get; }

    public int Levels => Sizes.Count;

    public int TopLength => Channels(Levels - 1) * Sizes[^1].Height * Sizes[^1].Width;

    public int Channels(int level) => _width * Math.Min(1 << level, MaxWidening);

    private static int Divide(int side, int by) => (side + by - 1) / by;
}
