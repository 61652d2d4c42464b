using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VaeOnnx.Contracts;

/// <summary>Eight lanes: AVX2.</summary>
internal readonly struct Lanes256 : INoiseLanes<Vector256<float>, Vector256<uint>>
{
    public static int Count => 8;

    public static Vector256<uint> Indices => Vector256<uint>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Create(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Create(uint value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector256<uint> signedIntegers) => Vector256.ConvertToSingle(signedIntegers.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AsSingle(Vector256<uint> bits) => bits.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> AsBits(Vector256<float> value) => value.AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> left, Vector256<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> left, Vector256<float> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyThenAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sqrt(Vector256<float> value) => Vector256.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> left, Vector256<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Subtract(Vector256<uint> left, Vector256<uint> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> And(Vector256<uint> left, Vector256<uint> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Or(Vector256<uint> left, Vector256<uint> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Xor(Vector256<uint> left, Vector256<uint> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ShiftLeft(Vector256<uint> value, int bits) => value << bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> ShiftRight(Vector256<uint> value, int bits) => value >>> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> LessThan(Vector256<uint> left, Vector256<uint> right) => Vector256.LessThan(left, right);

    /// <summary>The instruction multiplies the even lanes; the odd ones are shifted into their places and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector256<uint> left, Vector256<uint> right, out Vector256<uint> high, out Vector256<uint> low)
    {
        var even = Avx2.Multiply(left, right);
        var odd = Avx2.Multiply((left.AsUInt64() >>> 32).AsUInt32(), (right.AsUInt64() >>> 32).AsUInt32());
        var oddLanes = Vector256.Create(0xFFFFFFFF00000000ul);
        high = Vector256.ConditionalSelect(oddLanes, odd, even >>> 32).AsUInt32();
        low = left * right;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlocks(Vector256<float> first, Vector256<float> second, Vector256<float> third, Vector256<float> fourth, ref float destination)
    {
        var firstLower = Zip(Vector256.WidenLower(first.AsUInt32()), Vector256.WidenLower(second.AsUInt32()));
        var firstUpper = Zip(Vector256.WidenUpper(first.AsUInt32()), Vector256.WidenUpper(second.AsUInt32()));
        var thirdLower = Zip(Vector256.WidenLower(third.AsUInt32()), Vector256.WidenLower(fourth.AsUInt32()));
        var thirdUpper = Zip(Vector256.WidenUpper(third.AsUInt32()), Vector256.WidenUpper(fourth.AsUInt32()));
        StorePairs(firstLower, thirdLower, ref destination);
        StorePairs(firstUpper, thirdUpper, ref Unsafe.Add(ref destination, 2 * Count));
    }

    /// <summary>Two floats to a 64-bit element; the first one lies lower in memory on the little-endian machines that .NET runs on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Zip(Vector256<ulong> even, Vector256<ulong> odd) => even | (odd << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(Vector256<ulong> even, Vector256<ulong> odd, ref float destination)
    {
        var oddElements = Vector256.Create(0ul, ulong.MaxValue, 0ul, ulong.MaxValue);
        var lower = Vector256.ConditionalSelect(oddElements, Vector256.Shuffle(odd, Vector256.Create(0ul, 0, 1, 1)), Vector256.Shuffle(even, Vector256.Create(0ul, 0, 1, 1)));
        var upper = Vector256.ConditionalSelect(oddElements, Vector256.Shuffle(odd, Vector256.Create(2ul, 2, 3, 3)), Vector256.Shuffle(even, Vector256.Create(2ul, 2, 3, 3)));
        lower.AsSingle().StoreUnsafe(ref destination);
        upper.AsSingle().StoreUnsafe(ref Unsafe.Add(ref destination, Count));
    }
}
