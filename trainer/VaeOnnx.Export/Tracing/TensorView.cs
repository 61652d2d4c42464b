namespace VaeOnnx.Export.Tracing;

/// <summary>An operation in the recorder's terms: its key in the operator table, and the names and values of its arguments.</summary>
internal sealed record ViewStep(string Operation, string[] Names, object?[] Arguments);

/// <summary>
/// How a view shows its source, in both directions: the operation that takes it again from a changed source, and the one that
/// writes a changed view back. What <c>x.select(1, 0).add_(1)</c> does to x in memory becomes two values in the graph.
/// </summary>
internal abstract record TensorView
{
    /// <summary>Takes the view; null to repeat the operation that took it.</summary>
    public abstract ViewStep? Take(TraceValue source);

    /// <summary>The source with the view written back; null where no operation does that.</summary>
    public abstract ViewStep? WriteBack(TraceValue source, TraceValue view);

    /// <summary>All elements in the same order.</summary>
    internal sealed record Reshaped(bool IsSameShape) : TensorView
    {
        private string Operation => IsSameShape ? "alias" : "reshape";

        public override ViewStep Take(TraceValue source) => new(Operation, ["this"], [source]);

        public override ViewStep WriteBack(TraceValue source, TraceValue view) => new(Operation, ["this"], [view]);
    }

    /// <summary>All elements, the axes in another order.</summary>
    internal sealed record Permuted(long[] Order) : TensorView
    {
        public override ViewStep Take(TraceValue source) => Step(source, Order);

        public override ViewStep WriteBack(TraceValue source, TraceValue view)
        {
            var back = new long[Order.Length];
            for (var axis = 0; axis < Order.Length; axis++)
                back[Order[axis]] = axis;
            return Step(view, back);
        }

        private static ViewStep Step(TraceValue value, long[] order) =>
            new("permute", ["this", "permutation"], [value, order.Select(axis => (object?)axis).ToArray()]);
    }

    /// <summary>Positions and ranges along axes.</summary>
    internal sealed record Part(object?[] Indices) : TensorView
    {
        public override ViewStep Take(TraceValue source) => new("TensorItems", ["this", "indices"], [source, Indices]);

        public override ViewStep WriteBack(TraceValue source, TraceValue view) =>
            new("set_TensorItems", ["this", "indices", "value"], [source, Indices, view]);
    }

    /// <summary>A diagonal of two axes, which comes last.</summary>
    internal sealed record Diagonal(long Offset, long First, long Second) : TensorView
    {
        public override ViewStep Take(TraceValue source) =>
            new("diagonal", ["this", "offset", "dim1", "dim2"], [source, Offset, First, Second]);

        public override ViewStep WriteBack(TraceValue source, TraceValue view) =>
            new("diagonal_scatter", ["this", "src", "offset", "dim1", "dim2"], [source, view, Offset, First, Second]);
    }

    /// <summary>Any other view: elements may appear in it twice.</summary>
    internal sealed record Other : TensorView
    {
        public override ViewStep? Take(TraceValue source) => null;

        public override ViewStep? WriteBack(TraceValue source, TraceValue view) => null;
    }
}
