using VaeOnnx.Export.Graph;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Norms of vectors and matrices. Accepts every order of vectors; of matrices the Frobenius norm and the orders 1, -1 and the
/// infinities. ReduceL1, ReduceL2, ReduceMax, ReduceMin, Pow. Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class NormOperators
{
    [Operator("norm", "linalg.vector_norm", Onnx = "ReduceL1; ReduceL2; ReduceMax; Pow", Covers = "every order, all axes or some, keepdim")]
    internal static GraphValue Vector(EmitterContext c) =>
        c.VectorNorm(c.Cast(c.Input, c.Result.ElementType), c.OptionalNumber("p", "ord") ?? 2, c.ReducedAxes(), c.KeepsDimensions());

    [Operator("linalg.norm", Onnx = "ReduceL1; ReduceL2; ReduceMax; Pow", Covers = "of vectors every order; of matrices as linalg.matrix_norm")]
    internal static GraphValue VectorOrMatrix(EmitterContext c)
    {
        var axes = c.ReducedAxes();
        if (!c.Has("ord") || (axes.Length == 1 && c.Argument("ord") is not string))
            return Vector(c);
        return axes.Length == 2 ? Matrix(c, axes) : throw c.Refuse($"An order of norm over {axes.Length} axes has no meaning.", "Name one axis, or two.");
    }

    [Operator("linalg.matrix_norm", Onnx = "ReduceL2; ReduceL1, ReduceMax", Covers = "fro, 1, -1, both infinities; any two axes, keepdim")]
    internal static GraphValue MatrixNorm(EmitterContext c) =>
        Matrix(c, [.. (c.OptionalInts("dims") ?? [-2, -1]).Select(axis => EmitterContext.Axis(axis, c.Input.Rank))]);

    [Operator("dist", Onnx = "Sub, ReduceL2; Sub, ReduceSum, Pow", Covers = "every order")]
    internal static GraphValue Distance(EmitterContext c)
    {
        var type = c.Result.ElementType;
        var difference = c.Emit("Sub", [c.Cast(c.Input, type), c.Operand(type, "other")]);
        return c.VectorNorm(c.Emit("Reshape", [difference, c.Vector(-1)]), c.Number("p"), [0], keepDimensions: false);
    }

    private static GraphValue Matrix(EmitterContext c, long[] axes)
    {
        var keep = c.KeepsDimensions();
        if (c.Argument("ord") is string name)
        {
            return name == "fro"
                ? c.VectorNorm(c.Input, 2, axes, keep)
                : throw c.Refuse($"The norm '{name}' takes singular values, which ONNX has no operator for.", "Use the Frobenius norm, 'fro'.");
        }

        // Of order 1 the largest sum down the columns, of infinity the largest along the rows.
        var order = c.Number("ord");
        var isColumns = Math.Abs(order) == 1;
        if (!isColumns && !double.IsInfinity(order))
            throw c.Refuse($"The norm of order {order} takes singular values, which ONNX has no operator for.", "Use the Frobenius norm, 'fro'.");
        var sums = c.VectorNorm(c.Input, 1, [isColumns ? axes[0] : axes[1]], keepDimensions: true);
        var extreme = c.Reduced(order > 0 ? "ReduceMax" : "ReduceMin", sums, [isColumns ? axes[1] : axes[0]], keepDimensions: true);
        return keep ? extreme : c.Squeeze(extreme, axes);
    }
}
