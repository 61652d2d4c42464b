namespace VaeOnnx.Contracts;

/// <summary>The images a bundle was trained on: their size, and the range and order of the numbers in a tensor of them.</summary>
public sealed record ImageSpec
{
    /// <summary>The only layout in use: channels, then rows, then columns.</summary>
    internal const string Nchw = "NCHW";

    /// <summary>C: 1 for grey, 3 for colour.</summary>
    public required int Channels { get; init; }

    /// <summary>H, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>W, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The value of a black pixel. A byte b becomes <c>PixelMin + b / 255 · (PixelMax − PixelMin)</c>.</summary>
    public float PixelMin { get; init; }

    /// <summary>The value of a white pixel.</summary>
    public float PixelMax { get; init; } = 1f;

    /// <summary>The order of the axes; only <c>NCHW</c> is in use.</summary>
    public string Layout { get; init; } = Nchw;

    /// <summary>The number of values in one image: C·H·W.</summary>
    public int Length => Channels * Height * Width;
}
