using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Evaluation;

/// <summary>How near images are to their references; pixels in [0, 1], computed in double precision.</summary>
public static class ImageQuality
{
    /// <summary>The PSNR in dB of an image that equals its reference: finite, so that a mean over images stays one.</summary>
    public const double MaxPsnr = 100;

    private const double C1 = 0.01 * 0.01; // (K1 · L)², L = 1
    private const double C2 = 0.03 * 0.03; // (K2 · L)²

    /// <summary>
    /// Peak signal-to-noise ratio: −10 log₁₀(mean squared error) of each image, mean over images.
    /// </summary>
    /// <param name="images">N·C·H·W values in [0, 1].</param>
    /// <param name="references">As many values: the truth.</param>
    /// <param name="spec">The size of one image.</param>
    /// <returns>In dB; an image nearer to its reference than <see cref="MaxPsnr"/> counts as that.</returns>
    /// <exception cref="ArgumentException">The lengths differ, are zero, or are no whole number of images.</exception>
    public static double Psnr(ReadOnlySpan<float> images, ReadOnlySpan<float> references, ImageSpec spec)
    {
        var count = CountImages(images, references, spec);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += Math.Min(MaxPsnr, -10 * Math.Log10(MeanSquaredError(Image(images, spec, i), Image(references, spec, i))));
        return sum / count;
    }

    /// <summary>
    /// Structural similarity (Wang, Bovik, Sheikh &amp; Simoncelli 2004): 11×11 Gaussian window of sigma 1.5, K1 = 0.01, K2 = 0.03, L = 1,
    /// windows that lie within the image only; mean over windows, channels and images.
    /// </summary>
    /// <param name="images">N·C·H·W values in [0, 1].</param>
    /// <param name="references">As many values: the truth.</param>
    /// <param name="spec">The size of one image, at least 11×11.</param>
    /// <returns>−1 to 1; 1 where all images equal their references.</returns>
    /// <exception cref="ArgumentException">The lengths differ, are zero, are no whole number of images, or the images are smaller than the window.</exception>
    public static double Ssim(ReadOnlySpan<float> images, ReadOnlySpan<float> references, ImageSpec spec)
    {
        var count = CountImages(images, references, spec) * spec.Channels;
        if (Math.Min(spec.Height, spec.Width) < GaussianWindow.Size)
            throw new ArgumentException($"SSIM needs images of at least {GaussianWindow.Size}x{GaussianWindow.Size} pixels, got {spec.Height}x{spec.Width}.", nameof(spec));
        var window = new GaussianWindow(spec.Height, spec.Width);
        var plane = spec.Height * spec.Width;
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += PlaneSsim(images.Slice(i * plane, plane), references.Slice(i * plane, plane), window);
        return sum / count;
    }

    private static double PlaneSsim(ReadOnlySpan<float> x, ReadOnlySpan<float> y, GaussianWindow window)
    {
        var meanX = window.Mean(x, x, squared: false);
        var meanY = window.Mean(y, y, squared: false);
        var meanXX = window.Mean(x, x, squared: true);
        var meanYY = window.Mean(y, y, squared: true);
        var meanXY = window.Mean(x, y, squared: true);
        var sum = 0.0;
        for (var i = 0; i < meanX.Length; i++)
        {
            var (mx, my) = (meanX[i], meanY[i]);
            var (varianceX, varianceY, covariance) = (meanXX[i] - (mx * mx), meanYY[i] - (my * my), meanXY[i] - (mx * my));
            sum += ((2 * mx * my) + C1) * ((2 * covariance) + C2)
                / (((mx * mx) + (my * my) + C1) * (varianceX + varianceY + C2)); // equation 13
        }

        return sum / meanX.Length;
    }

    private static double MeanSquaredError(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var difference = (double)x[i] - y[i];
            sum += difference * difference;
        }

        return sum / x.Length;
    }

    private static ReadOnlySpan<float> Image(ReadOnlySpan<float> images, ImageSpec spec, int index) => images.Slice(index * spec.Length, spec.Length);

    private static int CountImages(ReadOnlySpan<float> images, ReadOnlySpan<float> references, ImageSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (images.Length != references.Length || images.IsEmpty || images.Length % spec.Length != 0)
            throw new ArgumentException($"{images.Length} and {references.Length} values are not the same whole number of {spec.Channels}x{spec.Height}x{spec.Width} images.", nameof(images));
        return images.Length / spec.Length;
    }
}
