using System.Numerics;
using System.Runtime.InteropServices;

namespace VaeOnnx.Runtime;

/// <summary>Looks for NaN, infinity and values beyond any image, whose products are infinite: native code would carry them through every output without a word.</summary>
internal static class Finiteness
{
    private const int WithoutSign = 0x7FFFFFFF;

    // Its square is a float's, with room for a sum of many.
    private const float Limit = 4294967296f;

    /// <summary>Refuses values unless all are finite and at most 2^32 in magnitude.</summary>
    /// <param name="values">The values.</param>
    /// <param name="parameter">What the caller calls them.</param>
    /// <param name="length">The values of one image, so that the image can be named; 0 for none.</param>
    /// <exception cref="ArgumentException">A value is not.</exception>
    public static void Require(ReadOnlySpan<float> values, string parameter, int length = 0)
    {
        if (!AreFinite(values))
            throw NotFinite(values, parameter, length);
    }

    // Floats are ordered as their bits are, and what is not finite has more of them than any that is. Four vectors a step, so that memory and not the chain of ORs sets the pace.
    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var width = (nuint)Vector<float>.Count;
        var bad = Vector<uint>.Zero;
        nuint i = 0;
        for (; i + (4 * width) <= (nuint)values.Length; i += 4 * width)
        {
            bad |= (NotFinite(ref start, i) | NotFinite(ref start, i + width))
                | (NotFinite(ref start, i + (2 * width)) | NotFinite(ref start, i + (3 * width)));
        }

        for (; i < (nuint)values.Length; i++)
        {
            if (!(Math.Abs(values[(int)i]) <= Limit))
                return false;
        }

        return bad == Vector<uint>.Zero;
    }

    private static Vector<uint> NotFinite(ref float start, nuint offset)
    {
        // Signed, as more machines compare it in one instruction: the sign is gone.
        var magnitude = Vector.AsVectorInt32(Vector.LoadUnsafe(ref start, offset)) & new Vector<int>(WithoutSign);
        return Vector.AsVectorUInt32(Vector.GreaterThan(magnitude, new Vector<int>(BitConverter.SingleToInt32Bits(Limit))));
    }

    private static ArgumentException NotFinite(ReadOnlySpan<float> values, string parameter, int length)
    {
        var index = 0;
        while (Math.Abs(values[index]) <= Limit)
            index++;
        var place = length == 0 ? $"value {index}" : $"value {index % length} of image {index / length}";
        return new ArgumentException(FormattableString.Invariant($"Expected finite values of at most 2^32 in magnitude, got {values[index]} among them ({place} of its batch, from 0)."), parameter);
    }
}
