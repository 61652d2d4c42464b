using System.Runtime.CompilerServices;

namespace VaeOnnx.Contracts;

/// <summary>Uniform on [0, 1): the upper 24 bits of each word, all that a float keeps.</summary>
internal readonly struct UniformShape : INoiseShape
{
    private const float UnitIn24Bits = 1f / (1 << 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transform<TLanes, TFloat, TUInt>(TUInt first, TUInt second, out TFloat x, out TFloat y)
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        x = TLanes.Multiply(TLanes.ToSingle(TLanes.ShiftRight(first, 8)), TLanes.Create(UnitIn24Bits));
        y = TLanes.Multiply(TLanes.ToSingle(TLanes.ShiftRight(second, 8)), TLanes.Create(UnitIn24Bits));
    }
}
