using System.Runtime.Intrinsics.X86;

namespace VaeOnnx.Runtime;

/// <summary>
/// How the processor multiplies int8. With VNNI it adds the products in 32 bits; an x64 processor without it adds pairs of them in
/// 16 bits, which overflows (255·127·2), so that int8 graphs would compute something else there than where they were made.
/// </summary>
internal static class Int8Products
{
    private const int Features = 7; // CPUID leaf
    private const int Avx512Vnni = 1 << 11; // in ECX

    /// <summary>True where ONNX Runtime must be asked for its slower, exact kernels.</summary>
    internal static bool MayOverflow { get; } = X86Base.IsSupported && !AvxVnni.IsSupported && !HasAvx512Vnni();

    // AVX-512 in .NET means that the operating system saves its registers too.
    private static bool HasAvx512Vnni() =>
        Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= Features && (X86Base.CpuId(Features, 0).Ecx & Avx512Vnni) != 0;
}
