namespace VaeOnnx.Runtime;

/// <summary>Chunks of a stream that are run together.</summary>
internal sealed class StreamGroup<TPixel>(StreamShape shape)
{
    private readonly List<int> _counts = [];
    private TPixel[] _images = [];

    /// <summary>The images of all chunks.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is a batch of them.</summary>
    public bool IsFull => Count >= shape.MaxBatch;

    public void Clear()
    {
        _counts.Clear();
        Count = 0;
    }

    /// <summary>Copies a chunk.</summary>
    /// <exception cref="ArgumentException">It holds no whole number of images.</exception>
    public void Add(ReadOnlyMemory<TPixel> chunk)
    {
        var count = Buffers.Count(chunk.Span, shape.ImageLength, "images");
        var used = checked(Count * shape.ImageLength);
        if (_images.Length < checked(used + chunk.Length))
            Array.Resize(ref _images, Math.Max(used + chunk.Length, (int)Math.Min(2L * _images.Length, (long)shape.MaxBatch * shape.ImageLength)));
        chunk.CopyTo(_images.AsMemory(used));
        _counts.Add(count);
        Count += count;
    }

    /// <summary>Runs the images; the results are the caller's, a part for each chunk.</summary>
    public IEnumerable<ReadOnlyMemory<TResult>> Run<TResult>(StreamStep<TPixel, TResult> step, long first, CancellationToken cancellationToken)
    {
        var results = new TResult[checked(Count * shape.ResultLength)];
        step(_images.AsSpan(0, Count * shape.ImageLength), results, first, cancellationToken);
        var done = 0;
        foreach (var count in _counts)
        {
            yield return results.AsMemory(done * shape.ResultLength, count * shape.ResultLength);
            done += count;
        }
    }
}
