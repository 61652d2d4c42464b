using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VaeOnnx.Contracts;

/// <summary>Sixteen lanes: AVX-512.</summary>
internal readonly struct Lanes512 : INoiseLanes<Vector512<float>, Vector512<uint>>
{
    public static int Count => 16;

    public static Vector512<uint> Indices => Vector512<uint>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Create(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Create(uint value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector512<uint> signedIntegers) => Vector512.ConvertToSingle(signedIntegers.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AsSingle(Vector512<uint> bits) => bits.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> AsBits(Vector512<float> value) => value.AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> left, Vector512<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> left, Vector512<float> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyThenAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> value) => Vector512.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> left, Vector512<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Subtract(Vector512<uint> left, Vector512<uint> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> And(Vector512<uint> left, Vector512<uint> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Or(Vector512<uint> left, Vector512<uint> right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Xor(Vector512<uint> left, Vector512<uint> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ShiftLeft(Vector512<uint> value, int bits) => value << bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> ShiftRight(Vector512<uint> value, int bits) => value >>> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> LessThan(Vector512<uint> left, Vector512<uint> right) => Vector512.LessThan(left, right);

    /// <summary>The instruction multiplies the even lanes; the odd ones are shifted into their places and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(Vector512<uint> left, Vector512<uint> right, out Vector512<uint> high, out Vector512<uint> low)
    {
        var even = Avx512F.Multiply(left, right);
        var odd = Avx512F.Multiply((left.AsUInt64() >>> 32).AsUInt32(), (right.AsUInt64() >>> 32).AsUInt32());
        var oddLanes = Vector512.Create(0xFFFFFFFF00000000ul);
        high = Vector512.ConditionalSelect(oddLanes, odd, even >>> 32).AsUInt32();
        low = left * right;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlocks(Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth, ref float destination)
    {
        var firstLower = Zip(Vector512.WidenLower(first.AsUInt32()), Vector512.WidenLower(second.AsUInt32()));
        var firstUpper = Zip(Vector512.WidenUpper(first.AsUInt32()), Vector512.WidenUpper(second.AsUInt32()));
        var thirdLower = Zip(Vector512.WidenLower(third.AsUInt32()), Vector512.WidenLower(fourth.AsUInt32()));
        var thirdUpper = Zip(Vector512.WidenUpper(third.AsUInt32()), Vector512.WidenUpper(fourth.AsUInt32()));
        StorePairs(firstLower, thirdLower, ref destination);
        StorePairs(firstUpper, thirdUpper, ref Unsafe.Add(ref destination, 2 * Count));
    }

    /// <summary>Two floats to a 64-bit element; the first one lies lower in memory on the little-endian machines that .NET runs on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Zip(Vector512<ulong> even, Vector512<ulong> odd) => even | (odd << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(Vector512<ulong> even, Vector512<ulong> odd, ref float destination)
    {
        var oddElements = Vector512.Create(0ul, ulong.MaxValue, 0ul, ulong.MaxValue, 0ul, ulong.MaxValue, 0ul, ulong.MaxValue);
        var lower = Vector512.ConditionalSelect(oddElements, Vector512.Shuffle(odd, Vector512.Create(0ul, 0, 1, 1, 2, 2, 3, 3)), Vector512.Shuffle(even, Vector512.Create(0ul, 0, 1, 1, 2, 2, 3, 3)));
        var upper = Vector512.ConditionalSelect(oddElements, Vector512.Shuffle(odd, Vector512.Create(4ul, 4, 5, 5, 6, 6, 7, 7)), Vector512.Shuffle(even, Vector512.Create(4ul, 4, 5, 5, 6, 6, 7, 7)));
        lower.AsSingle().StoreUnsafe(ref destination);
        upper.AsSingle().StoreUnsafe(ref Unsafe.Add(ref destination, Count));
    }
}
