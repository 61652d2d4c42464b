namespace VaeOnnx.Export.Tracing;

/// <summary>
/// An axis of a result that ends at a fixed position of a longer axis. Where the position lies past the sizes that were traced, the
/// part is the whole axis there, and only a larger size shows that it follows no further.
/// </summary>
/// <param name="Axis">Of the result.</param>
/// <param name="Length">The most elements that the part can have.</param>
/// <param name="Reach">The size of the longer axis from which on the part has them.</param>
internal readonly record struct CutBound(int Axis, long Length, long Reach)
{
    /// <summary>Larger bounds stand for "to the end".</summary>
    private const long Largest = 1 << 16;

    public static IEnumerable<CutBound> Of(TraceRecord record) => record switch
    {
        { Operation: "slice" } => OfSlice(record),
        { Arguments: [TraceValue input, object?[] items, ..] } when items.Any(item => item is IndexSnapshot) => OfIndices(items, input.Shape.Length),
        _ => [],
    };

    private static IEnumerable<CutBound> OfSlice(TraceRecord record)
    {
        object? Argument(string name) => record.Arguments[Array.IndexOf(record.Names, name)];
        return Argument("dim") is long axis ? Bounds((int)EmitterContext.Axis(axis, record.Results[0].Shape.Length), Argument("start"), Argument("finish")) : [];
    }

    private static IEnumerable<CutBound> OfIndices(object?[] items, int rank)
    {
        var used = items.Count(item => item is not IndexSnapshot { Kind: IndexKind.None or IndexKind.Ellipsis });
        var axis = 0;
        foreach (var item in items)
        {
            if (item is IndexSnapshot { Kind: IndexKind.Slice } range)
            {
                foreach (var bound in Bounds(axis, range.Start, range.Stop))
                    yield return bound;
            }

            axis += item switch
            {
                IndexSnapshot { Kind: IndexKind.Ellipsis } => rank - used,
                IndexSnapshot { Kind: IndexKind.Single } or long or SizeExpression => 0,
                _ => 1,
            };
        }
    }

    private static IEnumerable<CutBound> Bounds(int axis, object? start, object? stop)
    {
        if (stop is > 0L and < Largest && start is null or >= 0L)
            yield return new CutBound(axis, (long)stop - (start as long? ?? 0), (long)stop);
        if (start is < 0L and > -Largest)
            yield return new CutBound(axis, -(long)start, -(long)start);
    }
}
