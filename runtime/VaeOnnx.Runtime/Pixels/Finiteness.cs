using System.Numerics;
using System.Runtime.InteropServices;

namespace VaeOnnx.Runtime;

/// <summary>Looks for NaN and infinity, which native code would carry through every output without a word.</summary>
internal static class Finiteness
{
    private const uint ExponentMask = 0x7F800000;

    /// <summary>Refuses values unless all are finite.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static void Require(ReadOnlySpan<float> values, string parameter)
    {
        if (!AreFinite(values))
            throw NotFinite(values, parameter);
    }

    // A float is finite exactly where its exponent is not all ones. Four vectors a step, so that memory and not the chain of ORs sets the pace.
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
            if (!float.IsFinite(values[(int)i]))
                return false;
        }

        return bad == Vector<uint>.Zero;
    }

    private static Vector<uint> NotFinite(ref float start, nuint offset)
    {
        var mask = new Vector<uint>(ExponentMask);
        return Vector.Equals(Vector.AsVectorUInt32(Vector.LoadUnsafe(ref start, offset)) & mask, mask);
    }

    private static ArgumentException NotFinite(ReadOnlySpan<float> values, string parameter)
    {
        var index = 0;
        while (float.IsFinite(values[index]))
            index++;
        return new ArgumentException(FormattableString.Invariant($"Expected finite values, got {values[index]} among them (value {index} of its batch)."), parameter);
    }
}
