using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>The inputs of a denoiser's proof: noisy images of one size or, where the denoiser takes any, of several; with noise for its latents where it draws any.</summary>
internal static class DenoiserProbes
{
    public static ParityProbes Of(HeldOutProbes images, NoiseMix? noise, TilingSpec? tiling, int epsilonLength)
    {
        var noisy = noise is null ? images.Values : images.Noisy(noise);
        var description = noise is null ? "held-out images, noisy as they are" : $"held-out images with noise {noise}";
        if (tiling is null)
            return new ParityProbes(description, images.Cut(WithEpsilon(noisy, tiling, epsilonLength)));
        var (height, width) = (tiling.RoundUp((int)noisy.shape[2]), tiling.RoundUp((int)noisy.shape[3]));
        // One far smaller, one that is wider than high; then the images' own, of which the bundle keeps some.
        (int Height, int Width)[] others = [(tiling.Multiple, 2 * tiling.Multiple), (height + tiling.Multiple, width + (3 * tiling.Multiple))];
        return new ParityProbes(
            $"{description}, of {string.Join(", ", others.Append((height, width)).Select(size => FormattableString.Invariant($"{size.Item1}x{size.Item2}")))}",
            [.. others.Select(size => HeldOutProbes.First(WithEpsilon(Mirrored(noisy, size.Height, size.Width), tiling, epsilonLength))),
             .. images.Cut(WithEpsilon(Mirrored(noisy, height, width), tiling, epsilonLength))]);
    }

    // As the runtime draws it for image i, so that a replay needs no more than the seed.
    private static Tensor[] WithEpsilon(Tensor images, TilingSpec? tiling, int length)
    {
        if (length == 0)
            return [images];
        var count = (int)images.shape[0];
        var (height, width) = tiling is null ? (1, 1) : ((int)images.shape[2] / tiling.Multiple, (int)images.shape[3] / tiling.Multiple);
        var sample = length * height * width;
        var epsilon = new float[count * sample];
        var window = new NoiseWindow { Channels = length, MapWidth = width, Height = height, Width = width };
        for (var i = 0; i < count; i++)
            window.FillNormal(epsilon.AsSpan(i * sample, sample), HeldOutProbes.Seed, sampleIndex: i);
        return [images, tensor(epsilon).reshape(tiling is null ? [count, length] : [count, length, height, width])];
    }

    private static Tensor Mirrored(Tensor images, int height, int width) => MirroredAlong(MirroredAlong(images, axis: 2, height), axis: 3, width);

    // Cut, or continued by reflection as the runtime continues images.
    private static Tensor MirroredAlong(Tensor images, int axis, int size)
    {
        var last = images.shape[axis] - 1;
        var period = Math.Max(1, 2 * last);
        return images.index_select(axis, tensor([.. Enumerable.Range(0, size).Select(i => Math.Min(i % period, period - (i % period)))], dtype: ScalarType.Int64));
    }
}
