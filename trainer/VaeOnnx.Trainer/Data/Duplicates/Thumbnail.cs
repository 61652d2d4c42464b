using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>An image shrunk to 32x32 grey, to tell images that only share a hash from those that look alike.</summary>
internal static class Thumbnail
{
    private static readonly ImageSpec s_spec = new() { Channels = 1, Height = 32, Width = 32 };

    public static float[] Of(ImageSource images, int index)
    {
        var samples = new ushort[images.Spec.Length];
        images.Read(index, samples);
        var image = new DecodedImage(images.Spec.Channels, images.Spec.Height, images.Spec.Width, images.BitDepth, samples);
        var grey = Array.ConvertAll(PixelConversion.WithChannels(image, 1).Samples, sample => (float)sample / images.MaxSample);
        var thumbnail = new float[s_spec.Length];
        ImageFit.Resize.Apply<float>(grey, image.Height, image.Width, thumbnail, s_spec);
        return thumbnail;
    }

    /// <summary>The mean absolute difference, as a fraction of white.</summary>
    public static double Difference(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += Math.Abs(a[i] - b[i]);
        return sum / a.Length;
    }
}
