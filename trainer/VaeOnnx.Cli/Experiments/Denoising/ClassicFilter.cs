using OpenCvSharp;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>A denoiser that nobody trains, from OpenCV, with one number to set.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="Setting">What the number is.</param>
/// <param name="Choices">The numbers that tuning chooses from, ascending.</param>
/// <param name="TakesBytes">Whether it is of 8-bit images alone: values are then clipped and rounded first.</param>
/// <param name="Apply">One plane of floats in [0, 1], or of bytes, to another of its size, at a number.</param>
internal sealed record ClassicFilter(string Name, string Setting, IReadOnlyList<double> Choices, bool TakesBytes, Action<Mat, Mat, double> Apply)
{
    /// <summary>All that are compared with.</summary>
    public static IReadOnlyList<ClassicFilter> All { get; } =
    [
        new("median", "pixels a side", [3, 5], TakesBytes: false, (from, to, side) => Cv2.MedianBlur(from, to, (int)side)),
        new("Gaussian", "σ in pixels", [0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1, 1.25, 1.5, 2], TakesBytes: false, (from, to, sigma) => Cv2.GaussianBlur(from, to, new Size(), sigma)),
        // Buades, Coll & Morel 2011: patches of 7, searched within 21 pixels, as OpenCV has them by default.
        new("non-local means", "h of 255", [5, 10, 15, 20, 30, 40, 55, 70, 90, 120, 150], TakesBytes: true, (from, to, h) => Cv2.FastNlMeansDenoising(from, to, (float)h, 7, 21)),
        // Total variation with an L1 data term (Nikolova 2004) by a primal-dual method.
        new("TV-L1", "λ", [0.2, 0.3, 0.45, 0.6, 0.8, 1, 1.3, 1.7, 2.2, 3], TakesBytes: true, (from, to, lambda) => Cv2.DenoiseTVL1([from], to, lambda, 30)),
    ];

    /// <summary>Filters images, plane by plane.</summary>
    /// <param name="images">Any number of planes, one after the other, around [0, 1].</param>
    /// <param name="height">Of a plane.</param>
    /// <param name="width">Of a plane.</param>
    /// <param name="number">Of <see cref="Choices"/>.</param>
    public float[] Run(ReadOnlySpan<float> images, int height, int width, double number)
    {
        var results = new float[images.Length];
        var plane = height * width;
        using var from = new Mat(height, width, MatType.CV_32FC1);
        using var bytes = new Mat();
        using var filtered = new Mat();
        using var to = new Mat();
        for (var start = 0; start < images.Length; start += plane)
        {
            images.Slice(start, plane).CopyTo(from.AsSpan<float>());
            if (TakesBytes)
                from.ConvertTo(bytes, MatType.CV_8UC1, byte.MaxValue);
            Apply(TakesBytes ? bytes : from, filtered, number);
            filtered.ConvertTo(to, MatType.CV_32FC1, TakesBytes ? 1.0 / byte.MaxValue : 1);
            to.AsSpan<float>().CopyTo(results.AsSpan(start, plane));
        }

        return results;
    }
}
