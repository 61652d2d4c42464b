namespace VaeOnnx.Runtime;

/// <summary>What callers' buffers must satisfy, checked before anything runs.</summary>
internal static class Buffers
{
    /// <summary>The number of samples in a buffer.</summary>
    /// <exception cref="ArgumentException">It holds no whole number of them.</exception>
    public static int Count<T>(ReadOnlySpan<T> buffer, int sampleLength, string parameter)
    {
        if (buffer.Length % sampleLength != 0)
            throw new ArgumentException(FormattableString.Invariant($"Expected a multiple of {sampleLength} values, one sample, got {buffer.Length}."), parameter);
        return buffer.Length / sampleLength;
    }

    /// <summary>Checks that an output has exactly the room for the results.</summary>
    /// <exception cref="ArgumentException">It is longer or shorter.</exception>
    public static void RequireLength<T>(ReadOnlySpan<T> buffer, int count, int sampleLength, string parameter)
    {
        if (buffer.Length != (long)count * sampleLength)
            throw new ArgumentException(FormattableString.Invariant($"Expected {(long)count * sampleLength} values, {count} samples of {sampleLength}, got {buffer.Length}."), parameter);
    }

    /// <summary>Checks that two buffers share no memory.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public static void RequireApart<T>(ReadOnlySpan<T> other, ReadOnlySpan<T> buffer, string parameter, string otherName)
    {
        if (other.Overlaps(buffer))
            throw new ArgumentException($"Expected a buffer apart from {otherName}.", parameter);
    }

    /// <summary>Checks that an output is apart from the input, or is the input itself: a request is worked off in batches.</summary>
    /// <exception cref="ArgumentException">It overlaps the input in part.</exception>
    public static void RequireApartOrSame<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output, string parameter)
    {
        if (input.Overlaps(output, out var offset) && offset != 0)
            throw new ArgumentException(FormattableString.Invariant($"Expected a buffer apart from the input, or the input itself, got one that begins {offset} values into it."), parameter);
    }

    /// <summary>Checks the labels of samples: one class each for a conditional model, none for any other.</summary>
    /// <exception cref="ArgumentException">There are too many or too few, or one is no class.</exception>
    public static void RequireLabels(ReadOnlySpan<int> labels, int count, int classes)
    {
        var expected = classes == 0 ? 0 : count;
        if (labels.Length != expected)
            throw new ArgumentException(classes == 0 ? $"The bundle's VAE was trained without labels: expected none, got {labels.Length}." : $"The bundle's VAE was trained with labels: expected one for each of {count} samples, got {labels.Length}. Encode, Decode, Sample, Augment and Interpolate take them.", nameof(labels));
        var index = labels.IndexOfAnyExceptInRange(0, Math.Max(0, classes - 1));
        if (index >= 0)
            throw new ArgumentOutOfRangeException(nameof(labels), labels[index], $"Expected classes from 0 to {classes - 1} (label {index}).");
    }
}
