namespace VaeOnnx.Export.Operators;

/// <summary>Which pixel is nearest, in the float32 arithmetic of libtorch and of ONNX engines: they differ where a product rounds.</summary>
internal static class NearestPixels
{
    /// <summary>min(floor(i · scale), size − 1) with scale = 1 / factor or input / output; nearest-exact shifts i by a half.</summary>
    public static long[] OfTorch(long input, long output, double? factor, bool isExact)
    {
        var scale = factor is { } given ? (float)(1 / given) : (float)input / output;
        return Indices(input, output, index => isExact ? MathF.Floor((index + 0.5f) * scale) : SpecialCase(input, output, index) ?? MathF.Floor(index * scale));
    }

    /// <summary>floor(i / factor), or for nearest-exact round((i + 0.5) / factor − 0.5) with halves up, with factor in float32.</summary>
    public static long[] OfResize(long input, long output, double? factor, bool isExact)
    {
        var scale = factor is { } given ? (float)given : (float)output / input;
        return Indices(input, output, index => isExact
            ? MathF.Round(((index + 0.5f) / scale) - 0.5f, MidpointRounding.AwayFromZero)
            : MathF.Floor(index / scale));
    }

    /// <summary>libtorch takes the same size and the double as they are.</summary>
    private static float? SpecialCase(long input, long output, int index) => output == input ? index : output == 2 * input ? index / 2 : null;

    private static long[] Indices(long input, long output, Func<int, float> nearest) =>
        [.. Enumerable.Range(0, (int)output).Select(index => Math.Clamp((long)nearest(index), 0, input - 1))];
}
