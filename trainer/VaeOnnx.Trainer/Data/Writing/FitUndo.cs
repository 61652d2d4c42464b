using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>Gives an image the size back that it had before it was made to fit, where nothing was cut off.</summary>
internal static class FitUndo
{
    public static DecodedImage Apply(DecodedImage image, ImageFit fit, int height, int width) => fit switch
    {
        ImageFit.Resize => To(image, ImageFit.Resize, height, width),
        ImageFit.Pad => To(image, ImageFit.Crop, height, width),
        ImageFit.Contain => To(WithoutBorder(image, height, width), ImageFit.Resize, height, width),
        _ => image,
    };

    private static DecodedImage WithoutBorder(DecodedImage image, int height, int width)
    {
        var scaled = ImageFit.Contain.ScaledSize(height, width, image.Spec);
        return To(image, ImageFit.Crop, scaled.Height, scaled.Width);
    }

    private static DecodedImage To(DecodedImage image, ImageFit fit, int height, int width)
    {
        var spec = new ImageSpec { Channels = image.Channels, Height = height, Width = width };
        var samples = new ushort[spec.Length];
        fit.Apply<ushort>(image.Samples, image.Height, image.Width, samples, spec);
        return image with { Height = height, Width = width, Samples = samples };
    }
}
