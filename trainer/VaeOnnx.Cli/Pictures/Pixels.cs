namespace VaeOnnx.Cli.Pictures;

/// <summary>From computed images to shown ones.</summary>
internal static class Pixels
{
    /// <summary>Rounds to the nearest byte.</summary>
    /// <param name="images">Values in [0, 1]; what lies outside is clipped.</param>
    public static byte[] ToBytes(ReadOnlySpan<float> images)
    {
        var bytes = new byte[images.Length];
        for (var i = 0; i < images.Length; i++)
            bytes[i] = (byte)Math.Round(Math.Clamp(images[i], 0f, 1f) * byte.MaxValue);
        return bytes;
    }
}
