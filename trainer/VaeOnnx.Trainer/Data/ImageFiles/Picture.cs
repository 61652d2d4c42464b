using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>One image file of any size as it is: read to be changed and written again with the same kind, size, channels and bits. Immutable.</summary>
public sealed class Picture
{
    private readonly DecodedImage _image;

    private Picture(DecodedImage image, ImageFileFormat format) => (_image, Format) = (image, format);

    /// <summary>How the file is encoded.</summary>
    public ImageFileFormat Format { get; }

    /// <summary>1 grey, 3 colour, 4 colour with alpha; grey with alpha counts as colour.</summary>
    public int Channels => _image.Channels;

    /// <summary>The channels without alpha: 1 or 3.</summary>
    public int Colours => Math.Min(Channels, 3);

    /// <summary>In pixels, upright: after the EXIF orientation.</summary>
    public int Height => _image.Height;

    /// <summary>In pixels, upright.</summary>
    public int Width => _image.Width;

    /// <summary>8 or 16 bits a channel.</summary>
    public int BitDepth => _image.BitDepth;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A PNG, JPEG, BMP or WebP file.</param>
    /// <exception cref="DataFormatException">It cannot be read, is damaged, or is no image that can be used.</exception>
    public static Picture Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var (header, image) = ImageFile.Decode(path);
        return new Picture(image, header.Format);
    }

    /// <summary>The files of a folder that count as images by their names, its sub-folders' included, hidden ones left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Paths relative to it, with <c>/</c> between the names, in the order of the names.</returns>
    public static IReadOnlyList<string> FilesIn(string folder) => FolderCatalog.ImagesIn(folder);

    /// <summary>Whether a file's name is an image's.</summary>
    /// <param name="path">The file.</param>
    public static bool IsNamed(string path) => ImageFile.Extensions.Contains(Path.GetExtension(path));

    /// <summary>The colours as floats, without alpha.</summary>
    /// <param name="range">Whose pixel range the values get: black to its minimum, white to its maximum.</param>
    /// <returns>[<see cref="Colours"/>, H, W].</returns>
    public float[] ToValues(ImageSpec range)
    {
        ArgumentNullException.ThrowIfNull(range);
        var (white, span) = (White(BitDepth), range.PixelMax - range.PixelMin);
        return Array.ConvertAll(_image.Samples[..(Colours * Height * Width)], sample => range.PixelMin + (sample / white * span));
    }

    /// <summary>The same picture with other colours; alpha stays.</summary>
    /// <param name="values">[<see cref="Colours"/>, H, W]; outside the range they are clipped, between two numbers rounded to the nearest.</param>
    /// <param name="range">Whose pixel range they have.</param>
    /// <exception cref="ArgumentException">There are too many or too few.</exception>
    public Picture With(ReadOnlySpan<float> values, ImageSpec range)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (values.Length != Colours * Height * Width)
            throw new ArgumentException(FormattableString.Invariant($"Expected {Colours}x{Height}x{Width} values, got {values.Length}."), nameof(values));
        var samples = _image.Samples.AsSpan().ToArray();
        Quantize(values, range, White(BitDepth), samples);
        return new Picture(_image with { Samples = samples }, Format);
    }

    /// <summary>A grey picture of 8 bits.</summary>
    /// <param name="values">[H, W]; outside the range they are clipped.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    /// <param name="black">The value that becomes black.</param>
    /// <param name="white">The value that becomes white.</param>
    public static Picture Grey(ReadOnlySpan<float> values, int height, int width, float black, float white)
    {
        if (values.Length != height * width)
            throw new ArgumentException(FormattableString.Invariant($"Expected {height}x{width} values, got {values.Length}."), nameof(values));
        var samples = new ushort[values.Length];
        Quantize(values, new ImageSpec { Channels = 1, Height = height, Width = width, PixelMin = black, PixelMax = white }, White(8), samples);
        return new Picture(new DecodedImage(1, height, width, 8, samples), ImageFileFormat.Png);
    }

    /// <summary>The file's bytes: JPEG at quality 95, WebP without loss.</summary>
    /// <param name="format">How it is encoded: BMP takes no alpha, and 16 bits are for PNG alone.</param>
    /// <exception cref="ArgumentException">The format does not hold such a picture.</exception>
    public byte[] Encode(ImageFileFormat format) => ImageEncoder.Encode(_image, format);

    /// <summary>The format that a file's name asks for; null for a name that is no image's.</summary>
    /// <param name="path">The file.</param>
    public static ImageFileFormat? FormatOf(string path)
    {
        foreach (var format in Enum.GetValues<ImageFileFormat>())
        {
            if (ImageEncoder.Fits(Path.GetExtension(path), format))
                return format;
        }

        return null;
    }

    private static float White(int bitDepth) => (1 << bitDepth) - 1;

    private static void Quantize(ReadOnlySpan<float> values, ImageSpec range, float white, Span<ushort> samples)
    {
        for (var i = 0; i < values.Length; i++)
            samples[i] = (ushort)(Math.Clamp((values[i] - range.PixelMin) / (range.PixelMax - range.PixelMin) * white, 0f, white) + 0.5f);
    }
}
