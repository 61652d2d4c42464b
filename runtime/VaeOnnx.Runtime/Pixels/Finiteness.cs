using System.Numerics;
using System.Runtime.InteropServices;

namespace VaeOnnx.Runtime;

/// <summary>Looks for NaN and infinity, which native code would carry through every output without a word.</summary>
internal static class Finiteness
{
    private const uint ExponentMask = 0x7F800000;

    /// <summary>Copies values, and refuses them unless all are finite.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static void Copy(ReadOnlySpan<float> values, Span<float> destination, bool check, string parameter)
    {
        if (!check)
            values.CopyTo(destination);
        else if (!CopyFinite(values, destination[..values.Length]))
            throw NotFinite(values, parameter);
    }

    // One pass: a check of its own would read the images from memory a second time.
    private static bool CopyFinite(ReadOnlySpan<float> values, Span<float> destination)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(destination);
        // A float is finite exactly where its exponent is not all ones.
        var mask = new Vector<uint>(ExponentMask);
        var bad = Vector<uint>.Zero;
        nuint i = 0;
        for (; (int)i <= values.Length - Vector<float>.Count; i += (nuint)Vector<float>.Count)
        {
            var value = Vector.LoadUnsafe(ref from, i);
            bad |= Vector.Equals(Vector.AsVectorUInt32(value) & mask, mask);
            value.StoreUnsafe(ref to, i);
        }

        var finite = bad == Vector<uint>.Zero;
        for (; (int)i < values.Length; i++)
        {
            destination[(int)i] = values[(int)i];
            finite &= float.IsFinite(values[(int)i]);
        }

        return finite;
    }

    private static ArgumentException NotFinite(ReadOnlySpan<float> values, string parameter)
    {
        var index = 0;
        while (float.IsFinite(values[index]))
            index++;
        return new ArgumentException(FormattableString.Invariant($"Expected finite values, got {values[index]} among them (value {index} of its batch)."), parameter);
    }
}
