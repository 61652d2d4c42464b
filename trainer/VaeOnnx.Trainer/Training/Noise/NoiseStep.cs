using System.Numerics.Tensors;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// The formulas of <see cref="NoiseKind"/>. Products and sums are rounded one by one, and no library's function is called whose
/// last bits depend on the machine.
/// </summary>
internal static class NoiseStep
{
    /// <summary>Puts noise on one image, in place.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="level">In the kind's unit.</param>
    /// <param name="values">The image.</param>
    /// <param name="scratch">As long as the image.</param>
    /// <param name="seed">Of this step alone.</param>
    /// <param name="index">The image's.</param>
    /// <param name="draw">The repetition.</param>
    public static void Apply(NoiseKind kind, float level, Span<float> values, Span<float> scratch, ulong seed, long index, int draw)
    {
        if (kind is NoiseKind.Gaussian or NoiseKind.Speckle)
        {
            SeededNoise.FillNormal(scratch, scratch.Length, seed, index, draw);
            TensorPrimitives.Multiply(scratch, level, scratch);
            if (kind == NoiseKind.Speckle)
                TensorPrimitives.Multiply(scratch, values, scratch);
            TensorPrimitives.Add(values, scratch, values);
            return;
        }

        SeededNoise.FillUniform(scratch, scratch.Length, seed, index, draw);
        if (kind == NoiseKind.Poisson)
            Count(values, scratch, level);
        else
            Lose(values, scratch, level);
    }

    // No light is darker than none: what an earlier step made negative counts as black.
    private static void Count(Span<float> values, ReadOnlySpan<float> uniform, float photons)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = values[i] > 0 ? PoissonDraw.Of(uniform[i], (double)values[i] * photons) / photons : 0f;
    }

    private static void Lose(Span<float> values, ReadOnlySpan<float> uniform, float share)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (uniform[i] < share)
                values[i] = uniform[i] < share / 2 ? 0f : 1f;
        }
    }
}
