using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>Reducing along axes, whichever way the opset takes them.</summary>
internal static class ReductionAxes
{
    /// <summary>The opset in which the reductions take their axes as an input; ReduceSum does since 13.</summary>
    private const int AxesAsInput = 18;

    extension(EmitterContext c)
    {
        /// <summary>One of ONNX's Reduce operators; no axis at all leaves the value as it is.</summary>
        public GraphValue Reduced(string opType, GraphValue value, IReadOnlyList<long> axes, bool keepDimensions)
        {
            long[] reduced = [.. axes];
            if (reduced.Length == 0)
                return value;
            return c.Opset >= AxesAsInput || opType == "ReduceSum"
                ? c.Emit(opType, [value, c.Vector(reduced)], ("keepdims", keepDimensions))
                : c.Emit(opType, [value], ("axes", reduced), ("keepdims", keepDimensions));
        }

        /// <summary>The axes that the operation names, or all of them: whole numbers from 0 on; none for a tensor without axes.</summary>
        public long[] ReducedAxes()
        {
            var rank = c.Input.Rank;
            if (rank == 0)
                return [];
            var axes = c.OptionalInts("dim", "dims", "dimensions", "dimension")
                ?? [.. new[] { c.OptionalInt("dim0"), c.OptionalInt("dim1"), c.OptionalInt("dim2") }.OfType<long>()];
            return axes.Length > 0
                ? [.. axes.Select(axis => EmitterContext.Axis(axis, rank))]
                : [.. Enumerable.Range(0, rank).Select(axis => (long)axis)];
        }

        /// <summary>The one axis that the operation names, from 0 on.</summary>
        public long NamedAxis(string name = "dim") => EmitterContext.Axis(c.OptionalInt(name) ?? -1, c.Input.Rank);

        public bool KeepsDimensions() => c.Bool("keepdim");
    }
}
