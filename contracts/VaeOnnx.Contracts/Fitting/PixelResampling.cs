using System.Numerics;

namespace VaeOnnx.Contracts;

/// <summary>Antialiased resampling with a triangle filter: rows first, then columns, in single precision and a fixed order.</summary>
internal static class PixelResampling
{
    public static void Resize<TPixel>(ReadOnlySpan<TPixel> source, int height, int width, Span<TPixel> target, int newHeight, int newWidth)
        where TPixel : unmanaged, INumberBase<TPixel>
    {
        if ((height, width) == (newHeight, newWidth))
        {
            source.CopyTo(target);
            return;
        }

        var (columns, rows) = (new ResampledAxis(width, newWidth), new ResampledAxis(height, newHeight));
        var narrowed = new float[height * newWidth];
        for (var channel = 0; channel < source.Length / (height * width); channel++)
        {
            var plane = source.Slice(channel * height * width, height * width);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < newWidth; x++)
                    narrowed[(y * newWidth) + x] = columns.At(plane.Slice(y * width, width), x, stride: 1);
            }

            var made = target.Slice(channel * newHeight * newWidth, newHeight * newWidth);
            for (var i = 0; i < made.Length; i++)
                made[i] = ToPixel<TPixel>(rows.At<float>(narrowed.AsSpan(i % newWidth), i / newWidth, stride: newWidth));
        }
    }

    // Weights are not negative and sum to 1: a value leaves the pixels' range by a rounding error at most, which rounding removes.
    private static TPixel ToPixel<TPixel>(float value)
        where TPixel : unmanaged, INumberBase<TPixel> =>
        typeof(TPixel) == typeof(float) ? TPixel.CreateTruncating(value) : TPixel.CreateTruncating((int)(value + 0.5f));
}
