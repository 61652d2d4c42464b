using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Whole numbers to classes and values to positions among sorted boundaries. OneHot; comparison with every boundary, counted.
/// Opset 13 to 21. Deviations: a class outside of the range gives zeros, where TorchSharp fails.
/// </summary>
internal static class OrderedPositionOperators
{
    [Operator("functional.one_hot", Onnx = "OneHot", Covers = "a given number of classes")]
    internal static GraphValue OneHot(EmitterContext c)
    {
        if (c.Int("num_classes") < 0)
            throw c.Refuse("The number of classes is read from the values, and the result's shape would follow them.", "Give num_classes.");
        return c.EmitAs(ElementType.Int64, "OneHot", [c.Input, c.Scalar(c.Int("num_classes"), ElementType.Int64), c.Vector(0, 1)], ("axis", -1));
    }

    [Operator("bucketize", Onnx = "Greater or GreaterOrEqual, ReduceSum", Covers = "right, 32-bit results")]
    internal static GraphValue Bucketize(EmitterContext c) => Counted(c, c.Input, c.Tensor("boundaries"));

    [Operator("searchsorted", Onnx = "Greater or GreaterOrEqual, ReduceSum", Covers = "a vector or one row for each row of values; right, 32-bit results")]
    internal static GraphValue SearchSorted(EmitterContext c)
    {
        if (c.Has("sorter"))
            throw c.Refuse("A sorter is not covered.", "Sort the sequence before.");
        var sequence = c.Tensor("sorted_sequence");
        var values = c.Operand(sequence.ElementType, "values");
        return Counted(c, values, sequence.Rank == 1 ? sequence : c.Unsqueeze(sequence, sequence.Rank - 1));
    }

    /// <summary>How many boundaries lie before each value.</summary>
    private static GraphValue Counted(EmitterContext c, GraphValue values, GraphValue boundaries)
    {
        var isRight = c.Bool("right");
        var type = boundaries.ElementType;
        var before = c.EmitAs(ElementType.Bool, isRight ? "GreaterOrEqual" : "Greater", [c.Unsqueeze(c.Cast(values, type), values.Rank), boundaries]);
        return c.Cast(c.ReduceSum(c.Cast(before, ElementType.Int64), keep: false, -1), c.Result.ElementType);
    }
}
