using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace VaeOnnx.Contracts;

/// <summary>
/// Fills rows with noise. The counter of block b of sample i in draw d is (b, d, lower half of i, upper half of i):
/// rows are laid end to end over the lanes of a register, so short rows use all of them too.
/// </summary>
internal static class NoiseGenerator
{
    public static void Fill<TShape>(Span<float> numbers, NoiseRequest request, NoisePath path = NoisePath.Widest)
        where TShape : INoiseShape
    {
        if (numbers.IsEmpty)
            return;
        switch (path == NoisePath.Widest ? Widest : path)
        {
            case NoisePath.Vector512:
                Fill<TShape, Lanes512, Vector512<float>, Vector512<uint>>(numbers, request);
                break;
            case NoisePath.Vector256:
                Fill<TShape, Lanes256, Vector256<float>, Vector256<uint>>(numbers, request);
                break;
            case NoisePath.Vector128:
                Fill<TShape, Lanes128, Vector128<float>, Vector128<uint>>(numbers, request);
                break;
            default:
                Fill<TShape, ScalarLanes, float, uint>(numbers, request);
                break;
        }
    }

    public static string Instructions => Widest switch
    {
        NoisePath.Vector512 => "AVX-512",
        NoisePath.Vector256 => "AVX2",
        NoisePath.Vector128 => Sse2.IsSupported ? "SSE" : AdvSimd.IsSupported ? "NEON" : "SIMD",
        _ => "scalar",
    };

    private static NoisePath Widest =>
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? NoisePath.Vector512
        : Vector256.IsHardwareAccelerated && Avx2.IsSupported ? NoisePath.Vector256
        : Vector128.IsHardwareAccelerated ? NoisePath.Vector128
        : NoisePath.Scalar;

    // Optimised at once: the first epoch of a short job must not run on unoptimised vector code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill<TShape, TLanes, TFloat, TUInt>(Span<float> numbers, NoiseRequest request)
        where TShape : INoiseShape
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        ref var start = ref MemoryMarshal.GetReference(numbers);
        var step = TLanes.Count * NoiseRequest.BlockLength;
        var rowsAreWholeBlocks = request.SampleLength % NoiseRequest.BlockLength == 0;
        Span<float> staged = stackalloc float[16 * NoiseRequest.BlockLength];
        var cursor = new NoiseCursor<TLanes, TFloat, TUInt>(request);
        var place = new NoisePlace(request);
        while (place.Offset < numbers.Length)
        {
            var (c0, c1, c2, c3) = (cursor.Block, cursor.Stream, cursor.SampleLow, cursor.SampleHigh);
            Philox.Scramble<TLanes, TFloat, TUInt>(ref c0, ref c1, ref c2, ref c3, request.Seed);
            TShape.Transform<TLanes, TFloat, TUInt>(c0, c1, out var first, out var second);
            TShape.Transform<TLanes, TFloat, TUInt>(c2, c3, out var third, out var fourth);
            cursor.Advance();
            if (rowsAreWholeBlocks && numbers.Length - place.Offset >= step)
            {
                TLanes.StoreBlocks(first, second, third, fourth, ref Unsafe.Add(ref start, place.Offset));
                place.Offset += step;
            }
            else
            {
                TLanes.StoreBlocks(first, second, third, fourth, ref MemoryMarshal.GetReference(staged));
                place.Copy(staged[..step], numbers);
            }
        }
    }
}
