using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

/// <summary>The register widths of the machine that runs the tests; each has at least scalar and four lanes.</summary>
internal static class NoisePaths
{
    public static IEnumerable<NoisePath> OfThisMachine
    {
        get
        {
            yield return NoisePath.Scalar;
            yield return NoisePath.Vector128;
            if (Avx2.IsSupported)
                yield return NoisePath.Vector256;
            if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
                yield return NoisePath.Vector512;
        }
    }

    public static float[] Normal(int length, int sampleLength, ulong seed, long first, int draw, NoisePath path)
    {
        var numbers = new float[length];
        NoiseGenerator.Fill<NormalShape>(numbers, NoiseRequest.Create(length, sampleLength, seed, first, draw), path);
        return numbers;
    }
}
