using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace VaeOnnx.Contracts;

/// <summary>Four lanes: SSE, or AdvSimd on Arm.</summary>
internal readonly struct Lanes128 : INoiseLanes<Vector128<float>, Vector128<uint>>
{
    public static int Count => 4;

    public static Vector128<uint> Indices => Vector128<uint>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Create(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Create(uint value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ToSingle(Vector128<uint> signedIntegers) => Vector128.ConvertToSingle(signedIntegers.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AsSingle(Vector128<uint> bits) => bits.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> AsBits(Vector128<float> value) => value.AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> left, Vector128<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> left, Vector128<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> left, Vector128<float> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyThenAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sqrt(Vector128<float> value) => Vector128.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Add(Vector128<uint> left, Vector128<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Subtract(Vector128<uint> left, Vector128<uint> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> And(Vector128<uint> left, Vector128<uint> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Or(Vector128<uint> left, Vector128<uint> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Xor(Vector128<uint> left, Vector128<uint> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> ShiftLeft(Vector128<uint> value, int bits) => value << bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> ShiftRight(Vector128<uint> value, int bits) => value >>> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> LessThan(Vector128<uint> left, Vector128<uint> right) => Vector128.LessThan(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector128<uint> left, Vector128<uint> right, out Vector128<uint> high, out Vector128<uint> low)
    {
        low = left * right;
        if (Sse2.IsSupported)
        {
            // The instruction multiplies the even lanes; the odd ones are shifted into their places and back.
            var even = Sse2.Multiply(left, right);
            var odd = Sse2.Multiply((left.AsUInt64() >>> 32).AsUInt32(), (right.AsUInt64() >>> 32).AsUInt32());
            high = Vector128.ConditionalSelect(Vector128.Create(0xFFFFFFFF00000000ul), odd, even >>> 32).AsUInt32();
        }
        else if (AdvSimd.IsSupported)
        {
            var lower = AdvSimd.MultiplyWideningLower(left.GetLower(), right.GetLower());
            var upper = AdvSimd.MultiplyWideningUpper(left, right);
            high = Vector128.Narrow(lower >>> 32, upper >>> 32);
        }
        else
        {
            var lower = Vector128.WidenLower(left) * Vector128.WidenLower(right);
            var upper = Vector128.WidenUpper(left) * Vector128.WidenUpper(right);
            high = Vector128.Narrow(lower >>> 32, upper >>> 32);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlocks(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth, ref float destination)
    {
        var firstLower = Zip(Vector128.WidenLower(first.AsUInt32()), Vector128.WidenLower(second.AsUInt32()));
        var firstUpper = Zip(Vector128.WidenUpper(first.AsUInt32()), Vector128.WidenUpper(second.AsUInt32()));
        var thirdLower = Zip(Vector128.WidenLower(third.AsUInt32()), Vector128.WidenLower(fourth.AsUInt32()));
        var thirdUpper = Zip(Vector128.WidenUpper(third.AsUInt32()), Vector128.WidenUpper(fourth.AsUInt32()));
        StorePairs(firstLower, thirdLower, ref destination);
        StorePairs(firstUpper, thirdUpper, ref Unsafe.Add(ref destination, 2 * Count));
    }

    /// <summary>Two floats to a 64-bit element; the first one lies lower in memory on the little-endian machines that .NET runs on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Zip(Vector128<ulong> even, Vector128<ulong> odd) => even | (odd << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(Vector128<ulong> even, Vector128<ulong> odd, ref float destination)
    {
        var oddElements = Vector128.Create(0ul, ulong.MaxValue);
        var lower = Vector128.ConditionalSelect(oddElements, Vector128.Shuffle(odd, Vector128.Create(0ul, 0)), Vector128.Shuffle(even, Vector128.Create(0ul, 0)));
        var upper = Vector128.ConditionalSelect(oddElements, Vector128.Shuffle(odd, Vector128.Create(1ul, 1)), Vector128.Shuffle(even, Vector128.Create(1ul, 1)));
        lower.AsSingle().StoreUnsafe(ref destination);
        upper.AsSingle().StoreUnsafe(ref Unsafe.Add(ref destination, Count));
    }
}
