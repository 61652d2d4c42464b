namespace VaeOnnx.Contracts;

/// <summary>
/// Noise addressed by (seed, sample index, draw), with no state: row i is the noise of sample <c>firstSampleIndex + i</c>,
/// bit for bit the same in any batch size, order, thread, shard, register width and processor.
/// Philox4x32-10 (Salmon et al. 2011). Thread-safe, allocates nothing. Normal and uniform numbers of one address are not independent:
/// take another draw.
/// </summary>
public static class SeededNoise
{
    /// <summary>The vector instructions that draw noise on this processor: <c>AVX-512</c>, <c>AVX2</c>, <c>SSE</c>, <c>NEON</c>, <c>SIMD</c> (128 bits of another kind) or <c>scalar</c>. The noise does not depend on it.</summary>
    public static string Instructions => NoiseGenerator.Instructions;

    /// <summary>Standard normal noise: mean 0, variance 1, magnitude at most 6.56.</summary>
    /// <param name="epsilon">[N, sampleLength], filled; empty is allowed.</param>
    /// <param name="sampleLength">The numbers of one sample, at least 1. The first numbers of a sample do not depend on it.</param>
    /// <param name="seed">Any number; another seed gives independent noise.</param>
    /// <param name="firstSampleIndex">The index of row 0 in the whole data, from 0.</param>
    /// <param name="draw">The repetition, from 0: several draws of one sample are independent.</param>
    /// <exception cref="ArgumentException">The span holds no whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length, index or draw is out of its range.</exception>
    public static void FillNormal(Span<float> epsilon, int sampleLength, ulong seed, long firstSampleIndex = 0, int draw = 0) =>
        NoiseGenerator.Fill<NormalShape>(epsilon, NoiseRequest.Create(epsilon.Length, sampleLength, seed, firstSampleIndex, draw));

    /// <summary>Uniform noise in [0, 1), in steps of 2⁻²⁴.</summary>
    /// <param name="numbers">[N, sampleLength], filled; empty is allowed.</param>
    /// <param name="sampleLength">The numbers of one sample, at least 1. The first numbers of a sample do not depend on it.</param>
    /// <param name="seed">Any number; another seed gives independent noise.</param>
    /// <param name="firstSampleIndex">The index of row 0 in the whole data, from 0.</param>
    /// <param name="draw">The repetition, from 0: several draws of one sample are independent.</param>
    /// <exception cref="ArgumentException">The span holds no whole number of samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length, index or draw is out of its range.</exception>
    public static void FillUniform(Span<float> numbers, int sampleLength, ulong seed, long firstSampleIndex = 0, int draw = 0) =>
        NoiseGenerator.Fill<UniformShape>(numbers, NoiseRequest.Create(numbers.Length, sampleLength, seed, firstSampleIndex, draw));
}
