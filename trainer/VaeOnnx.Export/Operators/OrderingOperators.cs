using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Sorting. Accepts every axis, both directions, free sizes, every type. TopK. Opset 13 to 21. Deviations: of equal elements the one
/// that stands first comes first, as TorchSharp orders them where it is asked to be stable.
/// </summary>
internal static class OrderingOperators
{
    [Operator("topk", Onnx = "TopK", Covers = "k, dim, largest, sorted")]
    internal static GraphValue[] TopK(EmitterContext c)
    {
        var axis = c.NamedAxis();
        return c.Input.Rank == 0
            ? [c.Input, c.Scalar(0, ElementType.Int64)]
            : First(c, c.SizeVector([c.Size("k")]), axis, c.Bool("largest", fallback: true));
    }

    [Operator("sort", Onnx = "TopK", Covers = "dim, descending, stable")]
    internal static GraphValue[] Sort(EmitterContext c) => Sorted(c, c.NamedAxis(), c.Bool("descending"));

    [Operator("argsort", Onnx = "TopK", Covers = "dim, descending")]
    internal static GraphValue ArgSort(EmitterContext c) => Sorted(c, c.NamedAxis(), c.Bool("descending"))[1];

    [Operator("msort", Onnx = "TopK")]
    internal static GraphValue SortRows(EmitterContext c) => Sorted(c, 0, false)[0];

    [Operator("kthvalue", Onnx = "TopK, Slice", Covers = "k, dim, keepdim")]
    internal static GraphValue[] KthSmallest(EmitterContext c)
    {
        if (c.Input.Rank == 0)
            return [c.Input, c.Scalar(0, ElementType.Int64)];
        var (axis, k) = (c.NamedAxis(), c.Int("k"));
        GraphValue Last(GraphValue smallest)
        {
            var last = c.Slice(smallest, axis, k - 1, k);
            return c.KeepsDimensions() ? last : c.Squeeze(last, axis);
        }

        return [.. First(c, c.Vector(k), axis, largest: false).Select(Last)];
    }

    [Operator("median", Onnx = "TopK, Gather", Covers = "all axes of fixed size, without NaN")]
    internal static GraphValue Median(EmitterContext c)
    {
        var count = c.Input.Shape.Aggregate(1L, (product, size) => product * (size.IsFixed ? size.Value
            : throw c.Refuse("The median of a tensor of free size is not covered.", "Fix the dimension, or sort along an axis and select.")));
        var flat = c.Emit("Reshape", [c.Input, c.Vector(-1)]);
        var type = c.Input.ElementType.Wide();
        // Of an even number the lower one of the middle.
        var lower = c.EmitMany(2, "TopK", [c.Cast(flat, type), c.Vector((count + 1) / 2)], ("axis", 0), ("largest", 0));
        lower[1].ElementType = ElementType.Int64;
        return c.Cast(c.Emit("Gather", [lower[0], c.Scalar(-1, ElementType.Int64)], ("axis", 0)), c.Input.ElementType);
    }

    private static GraphValue[] Sorted(EmitterContext c, long axis, bool descending) => c.Input.Rank == 0
        ? [c.Input, c.Scalar(0, ElementType.Int64)]
        : First(c, c.SizeVector([c.Input.Shape[(int)axis]]), axis, descending);

    private static GraphValue[] First(EmitterContext c, GraphValue count, long axis, bool largest)
    {
        var type = c.Input.ElementType;
        var results = c.EmitMany(2, "TopK", [c.Cast(c.Input, type.Wide()), count], ("axis", axis), ("largest", largest));
        results[1].ElementType = ElementType.Int64;
        return [c.Cast(results[0], type), results[1]];
    }
}
