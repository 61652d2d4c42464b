using System.Runtime.CompilerServices;

namespace VaeOnnx.Contracts;

/// <summary>
/// Standard normal by Box and Muller (1958): radius √(−2 ln u) at a uniform angle.
/// The polynomials are interpolated at Chebyshev nodes; their own error, below 5e-9, vanishes in float's rounding.
/// No step may be contracted or replaced by a library's function: the bits would then depend on the machine.
/// </summary>
internal readonly struct NormalShape : INoiseShape
{
    private const uint OneBits = 0x3F800000;
    private const uint SqrtHalfBits = 0x3F3504F3;
    private const uint MantissaMask = 0x007FFFFF;
    private const uint SignBit = 0x80000000;
    private const float UnitIn32Bits = 1f / 4294967296f;
    private const float MinusTwoLogOfTwo = -1.3862944f;

    /// <summary>At most √(2 · 31 · ln 2): the radius of the smallest u.</summary>
    public const float LargestMagnitude = 6.5557f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transform<TLanes, TFloat, TUInt>(TUInt first, TUInt second, out TFloat x, out TFloat y)
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        var radius = TLanes.Sqrt(MinusTwoLog<TLanes, TFloat, TUInt>(first));
        CosSin<TLanes, TFloat, TUInt>(second, out var cos, out var sin);
        x = TLanes.Multiply(radius, cos);
        y = TLanes.Multiply(radius, sin);
    }

    /// <summary>−2 ln u of u = (2k + 1) / 2³¹, where k is the word's upper 30 bits: never 0, so the logarithm is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TFloat MinusTwoLog<TLanes, TFloat, TUInt>(TUInt word)
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        // u · 2³¹ = m · 2^e with m in [√½, √2), read off the float's bits.
        var number = TLanes.ToSingle(TLanes.Or(TLanes.ShiftRight(word, 1), TLanes.Create(1u)));
        var shifted = TLanes.Add(TLanes.AsBits(number), TLanes.Create(OneBits - SqrtHalfBits));
        var exponent = TLanes.ToSingle(TLanes.Subtract(TLanes.ShiftRight(shifted, 23), TLanes.Create(127u + 31u)));
        var m = TLanes.AsSingle(TLanes.Add(TLanes.And(shifted, TLanes.Create(MantissaMask)), TLanes.Create(SqrtHalfBits)));

        // ln m = 2 artanh s with s = (m − 1) / (m + 1), so −2 ln m = s (−4 + s² P(s²)).
        var s = TLanes.Divide(TLanes.Add(m, TLanes.Create(-1f)), TLanes.Add(m, TLanes.Create(1f)));
        var w = TLanes.Multiply(s, s);
        var p = TLanes.MultiplyThenAdd(TLanes.Create(-0.59159899f), w, TLanes.Create(-0.79977561f));
        p = TLanes.MultiplyThenAdd(p, w, TLanes.Create(-1.3333337f));
        p = TLanes.MultiplyThenAdd(p, w, TLanes.Create(-4f));
        return TLanes.MultiplyThenAdd(exponent, TLanes.Create(MinusTwoLogOfTwo), TLanes.Multiply(s, p));
    }

    /// <summary>Cosine and sine of a uniform angle: the word's upper 2 bits are the quarter, the other 30 the place in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CosSin<TLanes, TFloat, TUInt>(TUInt word, out TFloat cos, out TFloat sin)
        where TLanes : INoiseLanes<TFloat, TUInt>
    {
        // The angle is (quarter + t) · π/2 with t in [−½, ½); polynomials in t, then the quarter turns.
        var t = TLanes.Multiply(TLanes.ToSingle(TLanes.ShiftLeft(word, 2)), TLanes.Create(UnitIn32Bits));
        var w = TLanes.Multiply(t, t);
        var s = TLanes.MultiplyThenAdd(TLanes.Create(-0.0046021492f), w, TLanes.Create(0.079680218f));
        s = TLanes.MultiplyThenAdd(s, w, TLanes.Create(-0.64596348f));
        s = TLanes.MultiplyThenAdd(s, w, TLanes.Create(1.5707963f));
        s = TLanes.Multiply(s, t);
        var c = TLanes.MultiplyThenAdd(TLanes.Create(0.00090673990f), w, TLanes.Create(-0.020861528f));
        c = TLanes.MultiplyThenAdd(c, w, TLanes.Create(0.25366941f));
        c = TLanes.MultiplyThenAdd(c, w, TLanes.Create(-1.2337005f));
        c = TLanes.MultiplyThenAdd(c, w, TLanes.Create(1f));

        var odd = TLanes.Subtract(TLanes.Create(0u), TLanes.And(TLanes.ShiftRight(word, 30), TLanes.Create(1u)));
        var swap = TLanes.And(TLanes.Xor(TLanes.AsBits(s), TLanes.AsBits(c)), odd);
        var cosSign = TLanes.And(TLanes.Xor(word, TLanes.ShiftLeft(word, 1)), TLanes.Create(SignBit));
        var sinSign = TLanes.And(word, TLanes.Create(SignBit));
        cos = TLanes.AsSingle(TLanes.Xor(TLanes.Xor(TLanes.AsBits(c), swap), cosSign));
        sin = TLanes.AsSingle(TLanes.Xor(TLanes.Xor(TLanes.AsBits(s), swap), sinSign));
    }
}
