using System.Numerics;

namespace VaeOnnx.Runtime;

/// <summary>Looks for NaN and infinity, which native code would carry through every output without a word.</summary>
internal static class Finiteness
{
    private const uint ExponentMask = 0x7F800000;

    /// <summary>Copies values, and refuses them unless all are finite.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static void Copy(ReadOnlySpan<float> values, Span<float> destination, bool check, string parameter)
    {
        values.CopyTo(destination);
        if (check && !AreFinite(values))
            throw NotFinite(values, parameter);
    }

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        // A float is finite exactly where its exponent is not all ones.
        var mask = new Vector<uint>(ExponentMask);
        var bad = Vector<uint>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            bad |= Vector.Equals(Vector.AsVectorUInt32(new Vector<float>(values[i..])) & mask, mask);
        if (bad != Vector<uint>.Zero)
            return false;
        for (; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return false;
        }

        return true;
    }

    private static ArgumentException NotFinite(ReadOnlySpan<float> values, string parameter)
    {
        var index = 0;
        while (float.IsFinite(values[index]))
            index++;
        return new ArgumentException(FormattableString.Invariant($"Expected finite values, got {values[index]} among them (value {index} of its batch)."), parameter);
    }
}
