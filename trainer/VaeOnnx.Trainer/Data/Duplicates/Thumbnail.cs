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

    /// <summary>The mean squared difference, as a fraction of the mean of the two variances; infinite between plain images that differ.</summary>
    public static double Difference(float[] a, float[] b)
    {
        var squares = 0.0;
        for (var i = 0; i < a.Length; i++)
            squares += (a[i] - b[i]) * (double)(a[i] - b[i]);
        return squares == 0 ? 0 : squares / a.Length / ((Variance(a) + Variance(b)) / 2);
    }

    private static double Variance(float[] values)
    {
        var mean = values.Average(value => (double)value);
        return values.Average(value => (value - mean) * (value - mean));
    }
}
