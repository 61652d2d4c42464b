using System.Runtime.CompilerServices;

namespace VaeOnnx.Contracts;

/// <summary>One lane: plain numbers.</summary>
internal readonly struct ScalarLanes : INoiseLanes<float, uint>
{
    public static int Count => 1;

    public static uint Indices => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Create(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Create(uint value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(uint signedIntegers) => (int)signedIntegers;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AsSingle(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AsBits(float value) => BitConverter.SingleToUInt32Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float left, float right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float left, float right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float left, float right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyThenAdd(float a, float b, float c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float value) => MathF.Sqrt(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add(uint left, uint right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Subtract(uint left, uint right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint And(uint left, uint right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Or(uint left, uint right) => left | right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Xor(uint left, uint right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ShiftLeft(uint value, int bits) => value << bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ShiftRight(uint value, int bits) => value >>> bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LessThan(uint left, uint right) => left < right ? uint.MaxValue : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(uint left, uint right, out uint high, out uint low)
    {
        var product = (ulong)left * right;
        high = (uint)(product >> 32);
        low = (uint)product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlocks(float first, float second, float third, float fourth, ref float destination)
    {
        destination = first;
        Unsafe.Add(ref destination, 1) = second;
        Unsafe.Add(ref destination, 2) = third;
        Unsafe.Add(ref destination, 3) = fourth;
    }
}
