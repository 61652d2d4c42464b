namespace VaeOnnx.Runtime;

/// <summary>The samples of one run within a request.</summary>
internal readonly struct Batch(int first, int count)
{
    public int First { get; } = first;

    public int Count { get; } = count;

    /// <summary>The batch's part of a request's input.</summary>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> samples, int sampleLength) => samples.Slice(First * sampleLength, Count * sampleLength);

    /// <summary>The batch's part of a request's output.</summary>
    public Span<T> Of<T>(Span<T> samples, int sampleLength) => samples.Slice(First * sampleLength, Count * sampleLength);

    /// <summary>The batch's labels; none where the request has none.</summary>
    public ReadOnlySpan<int> LabelsOf(ReadOnlySpan<int> labels) => labels.IsEmpty ? labels : labels.Slice(First, Count);
}
