namespace VaeOnnx.Runtime;

/// <summary>A request of any size, cut into runs that fit a workspace; <c>foreach</c> gives them in order.</summary>
internal readonly ref struct Batches(int count, int maxBatch)
{
    public Enumerator GetEnumerator() => new(count, maxBatch);

    internal ref struct Enumerator(int count, int maxBatch)
    {
        public Batch Current { get; private set; }

        public bool MoveNext()
        {
            var first = Current.First + Current.Count;
            Current = new Batch(first, Math.Min(maxBatch, count - first));
            return Current.Count > 0;
        }
    }
}
