using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>What convolutions, poolings and samplings have in common: numbers for each spatial axis, and input without a batch axis.</summary>
internal static class SpatialArguments
{
    /// <summary>One number a spatial axis; a single number stands for all, none for the fallback.</summary>
    public static long[] Spread(long[]? values, int rank, long fallback)
    {
        if (values is not { Length: > 0 })
            values = [fallback];
        return values.Length == rank ? values : [.. Enumerable.Repeat(values[0], rank)];
    }

    /// <summary>Runs an ONNX operator that wants a batch axis; a single image gets one before it and loses it behind.</summary>
    public static GraphValue Batched(EmitterContext c, int spatialRank, Func<GraphValue, GraphValue> emit) =>
        BatchedMany(c, spatialRank, input => [emit(input)])[0];

    /// <summary>The same for operators with several outputs.</summary>
    public static GraphValue[] BatchedMany(EmitterContext c, int spatialRank, Func<GraphValue, GraphValue[]> emit)
    {
        if (c.Input.Rank == spatialRank + 2)
            return emit(c.Input);
        var results = emit(c.Emit("Unsqueeze", [c.Input, c.Vector(0)]));
        return [.. results.Select(result => c.Emit("Squeeze", [result, c.Vector(0)]))];
    }

    /// <summary>The sizes of the last axes; an axis that follows the inputs is null.</summary>
    public static long?[] Sizes(EmitterContext c, int spatialRank) =>
        [.. c.Input.Shape.TakeLast(spatialRank).Select(size => size.IsFixed ? size.Value : (long?)null)];

    /// <summary>Refuses types that ONNX Runtime has no kernel for: the graph would be valid and run nowhere.</summary>
    public static void RequireFloat32(EmitterContext c, string onnxOperator) => RequireTypes(c, onnxOperator, ElementType.Float32, ElementType.Float16);

    /// <summary>Refuses types other than the given ones.</summary>
    public static void RequireTypes(EmitterContext c, string onnxOperator, params ElementType[] types)
    {
        if (!types.Contains(c.Input.ElementType))
        {
            throw c.Refuse($"ONNX Runtime has no {onnxOperator} for {c.Input.ElementType}, only for {string.Join(" and ", types)}.",
                "Convert the tensor with to(ScalarType.Float32) before.");
        }
    }
}
