namespace VaeOnnx.Trainer.Data;

/// <summary>Changes the channels and the depth of an image.</summary>
internal static class PixelConversion
{
    /// <summary>With other channels: 1, 3 or 4.</summary>
    public static DecodedImage WithChannels(DecodedImage image, int channels)
    {
        if (image.Channels == channels)
            return image;
        if (image.Channels == 4)
            return WithChannels(OnWhite(image), channels);
        var plane = image.Height * image.Width;
        var samples = new ushort[channels * plane];
        if (channels == 1)
            ToBrightness(image.Samples, samples);
        for (var channel = 0; channel < 3 && channels > 1; channel++)
            image.Samples.AsSpan(image.Channels == 1 ? 0 : channel * plane, plane).CopyTo(samples.AsSpan(channel * plane));
        if (channels == 4)
            samples.AsSpan(3 * plane).Fill((ushort)White(image.BitDepth));
        return image with { Channels = channels, Samples = samples };
    }

    /// <summary>The brightness of a colour image.</summary>
    /// <param name="colour">R, G and B, one plane after the other; what follows does not count.</param>
    /// <param name="grey">Receives one plane.</param>
    public static void ToBrightness(ReadOnlySpan<ushort> colour, Span<ushort> grey)
    {
        for (var i = 0; i < grey.Length; i++)
            grey[i] = Brightness(colour[i], colour[grey.Length + i], colour[(2 * grey.Length) + i]);
    }

    /// <summary>With 16 bits instead of 8, or 8 instead of 16, rounded: white stays white.</summary>
    public static DecodedImage WithDepth(DecodedImage image, int bitDepth)
    {
        if (image.BitDepth == bitDepth)
            return image;
        var step = White(16) / White(8); // 257
        Converter<ushort, ushort> convert = bitDepth == 16 ? sample => (ushort)(sample * step) : sample => (ushort)((sample + (step / 2)) / step);
        return image with { BitDepth = bitDepth, Samples = Array.ConvertAll(image.Samples, convert) };
    }

    private static int White(int bitDepth) => (1 << bitDepth) - 1;

    // In thousandths, rounded: 299 + 587 + 114 = 1000, so that grey stays what it is.
    private static ushort Brightness(long red, long green, long blue) => (ushort)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);

    private static DecodedImage OnWhite(DecodedImage image)
    {
        var plane = image.Height * image.Width;
        long white = White(image.BitDepth);
        var samples = new ushort[3 * plane];
        for (var i = 0; i < samples.Length; i++)
        {
            long alpha = image.Samples[(3 * plane) + (i % plane)];
            samples[i] = (ushort)(((image.Samples[i] * alpha) + (white * (white - alpha)) + (white / 2)) / white);
        }

        return image with { Channels = 3, Samples = samples };
    }
}
