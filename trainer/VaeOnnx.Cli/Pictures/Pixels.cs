using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Pictures;

/// <summary>From computed images to shown ones.</summary>
internal static class Pixels
{
    /// <summary>The first images of a source, as a sheet takes them.</summary>
    public static byte[] First(ImageSource images, int count) => Of(images, 0, Math.Min(count, images.Count));

    /// <summary>Neighbours in a source, as a sheet takes them.</summary>
    public static byte[] Of(ImageSource images, int first, int count)
    {
        int[] indices = [.. Enumerable.Range(first, count)];
        var values = new float[indices.Length * images.Spec.Length];
        images.Gather(indices, values);
        return ToBytes(values, images.Spec);
    }

    /// <summary>Rounds to the nearest byte.</summary>
    /// <param name="images">Values in the pixel range; what lies outside is clipped.</param>
    /// <param name="spec">Has the range.</param>
    public static byte[] ToBytes(ReadOnlySpan<float> images, ImageSpec spec)
    {
        var (black, scale) = (spec.PixelMin, byte.MaxValue / (spec.PixelMax - spec.PixelMin));
        var bytes = new byte[images.Length];
        for (var i = 0; i < images.Length; i++)
            bytes[i] = (byte)Math.Round(Math.Clamp((images[i] - black) * scale, 0f, byte.MaxValue));
        return bytes;
    }
}
