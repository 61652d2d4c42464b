using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Turns a file into an image of the data set's shape.</summary>
internal sealed class ImageDecoder(TargetShape shape)
{
    public TargetShape Shape => shape;

    /// <summary>Decodes, converts and fits.</summary>
    /// <param name="file">The file.</param>
    /// <param name="samples">Receives C·H·W numbers.</param>
    /// <exception cref="DataFormatException">The file cannot be used.</exception>
    public ImageFileHeader Decode(string file, Span<ushort> samples)
    {
        var spec = shape.Spec;
        var (header, decoded) = ImageFile.Decode(file, IsOfThisShape, samples);
        if (decoded is null)
            return header;
        if (decoded.BitDepth > shape.BitDepth)
            throw new DataFormatException(file, $"{shape.BitDepth} bits as before", $"{header.BitDepth} bits", "The file was changed while it was in use.");
        ThrowIfNotTaken(file, header);
        var image = PixelConversion.WithDepth(PixelConversion.WithChannels(decoded, spec.Channels), shape.BitDepth);
        (shape.Fit ?? ImageFit.Pad).Apply<ushort>(image.Samples, image.Height, image.Width, samples, spec);
        return header;
    }

    /// <exception cref="DataFormatException">The size cannot be made to fit.</exception>
    public void ThrowIfNotTaken(string file, ImageFileHeader header)
    {
        var (fit, spec) = (shape.Fit, shape.Spec);
        if (fit is null && (header.Height, header.Width) != (spec.Height, spec.Width))
            throw new DataFormatException(file, $"{spec.Height}x{spec.Width} pixels as before", $"{header.Height}x{header.Width}", "The file was changed while it was in use.");
        if (fit?.Takes(header.Height, header.Width, spec) == false)
        {
            throw new DataFormatException(file, $"at {(fit == ImageFit.Pad ? "most" : "least")} {spec.Height}x{spec.Width} pixels, to {fit.Value.ToName()} it", $"{header.Height}x{header.Width}",
                $"Use --fit {(fit == ImageFit.Pad ? "contain" : "cover")}, another --size, or let such files be skipped (--skip-broken).");
        }
    }

    private bool IsOfThisShape(ImageFileHeader header) =>
        (header.Channels, header.Height, header.Width, header.BitDepth) == (shape.Spec.Channels, shape.Spec.Height, shape.Spec.Width, shape.BitDepth);
}
