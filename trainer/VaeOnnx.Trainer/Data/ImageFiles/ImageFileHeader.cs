namespace VaeOnnx.Trainer.Data;

/// <summary>What an image file says of itself before its pixels are read. The size is upright: after the EXIF orientation.</summary>
internal sealed record ImageFileHeader(ImageFileFormat Format, int Channels, int Height, int Width, int BitDepth)
{
    /// <summary>Far above any image that a model here is trained on, far below harm: 600 MB of 16-bit colour.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>As <see cref="IdxFormat.MaxSide"/>.</summary>
    public const int MaxSide = IdxFormat.MaxSide;
}
