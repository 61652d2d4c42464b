using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// The matrix of libtorch's antialiased resampling of one axis, which follows Pillow: each output pixel is a weighted mean of the
/// input around its center, the filter being widened by the scale where the image shrinks.
/// </summary>
internal static class AntialiasFilter
{
    /// <summary>[input, output], each column's sum being 1.</summary>
    /// <param name="input">The axis's size.</param>
    /// <param name="output">The new size.</param>
    /// <param name="scale">Input pixels an output pixel.</param>
    /// <param name="isCubic">Keys' kernel with a = -0.5, four pixels wide; otherwise a triangle, two pixels wide.</param>
    public static Tensor Matrix(long input, long output, double scale, bool isCubic)
    {
        var matrix = new float[input, output];
        var stretch = Math.Max(scale, 1);
        var support = (isCubic ? 2 : 1) * stretch;
        for (var column = 0; column < output; column++)
        {
            var center = scale * (column + 0.5);
            var first = Math.Max((long)(center - support + 0.5), 0);
            var end = Math.Min((long)(center + support + 0.5), input);
            var weights = Enumerable.Range(0, (int)(end - first)).Select(step => Filter((step + first - center + 0.5) / stretch, isCubic)).ToArray();
            for (var step = 0; step < weights.Length; step++)
                matrix[first + step, column] = (float)(weights[step] / weights.Sum());
        }

        return tensor(matrix);
    }

    private static double Filter(double x, bool isCubic)
    {
        x = Math.Abs(x);
        if (!isCubic)
            return Math.Max(0, 1 - x);
        const double a = -0.5;
        return x switch
        {
            < 1 => ((((a + 2) * x) - (a + 3)) * x * x) + 1,
            < 2 => a * ((((x - 5) * x) + 8) * x - 4),
            _ => 0,
        };
    }
}
