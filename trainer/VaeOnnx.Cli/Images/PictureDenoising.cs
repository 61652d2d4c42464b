using VaeOnnx.Cli.Hosting;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Cli.Images;

/// <summary>
/// Denoises one picture of any size. A grey model takes a colour picture's channels one by one; a colour model takes a grey picture as three
/// equal channels and gives their mean. Alpha stays as it is.
/// </summary>
internal sealed class PictureDenoising(VaeBundle bundle, DenoiseOptions options)
{
    private readonly ImageSpec _spec = bundle.Manifest.Image;

    /// <summary>Denoises a picture.</summary>
    /// <param name="picture">The noisy one.</param>
    /// <param name="index">Its place among all, which addresses its samples.</param>
    /// <param name="withDeviation">Whether the samples' deviation is asked for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The clean one, and [H, W] of the deviation: the root mean square over the channels, in units of the pixel range; empty where it was not asked for.</returns>
    public (Picture Denoised, float[] Deviation) Run(Picture picture, int index, bool withDeviation, CancellationToken cancellation)
    {
        var noisy = Noisy(picture);
        var (denoised, deviation) = (new float[noisy.Length], new float[withDeviation ? noisy.Length : 0]);
        // A colour picture is three images to a grey model: each has samples of its own.
        var addressed = options with { FirstSampleIndex = 3L * index };
        if (withDeviation)
            bundle.Denoiser.Denoise(noisy, picture.Height, picture.Width, denoised, deviation, addressed, cancellation);
        else
            bundle.Denoiser.Denoise(noisy, picture.Height, picture.Width, denoised, addressed, cancellation);
        var plane = picture.Height * picture.Width;
        return (picture.With(picture.Colours < _spec.Channels ? Mean(denoised, plane) : denoised, _spec), withDeviation ? RootMeanSquare(deviation, plane) : []);
    }

    private float[] Noisy(Picture picture)
    {
        if (_spec.Channels is not (1 or 3))
            throw new UsageException($"The bundle's denoiser takes images of {_spec.Channels} channels, which pictures are not split into: use one that was trained on grey or colour images.");
        var values = picture.ToValues(_spec);
        return picture.Colours < _spec.Channels ? [.. values, .. values, .. values] : values;
    }

    private static float[] Mean(float[] values, int plane) => Over(values, plane, value => value, sum => sum);

    private static float[] RootMeanSquare(float[] values, int plane) => Over(values, plane, value => value * value, MathF.Sqrt);

    private static float[] Over(float[] values, int plane, Func<float, float> term, Func<float, float> result)
    {
        var over = new float[plane];
        for (var i = 0; i < values.Length; i++)
            over[i % plane] += term(values[i]) * plane / values.Length;
        for (var i = 0; i < plane; i++)
            over[i] = result(over[i]);
        return over;
    }
}
