namespace VaeOnnx.Trainer.Data;

/// <summary>The kinds of image file that are read.</summary>
public enum ImageFileFormat
{
    /// <summary>Portable Network Graphics, 8 and 16 bits.</summary>
    Png,

    /// <summary>JPEG, 8 bits, grey or colour.</summary>
    Jpeg,

    /// <summary>Windows bitmap.</summary>
    Bmp,

    /// <summary>WebP, lossy or lossless.</summary>
    Webp,
}
