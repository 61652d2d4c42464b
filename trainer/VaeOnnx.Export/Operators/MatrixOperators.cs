using TorchSharp;
using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Products of matrices and vectors. Accepts batches with broadcasting, float32, float64, int32 and int64. MatMul, Gemm, Mul. Opset
/// 13 to 21. Deviations: the order of sums.
/// </summary>
internal static class MatrixOperators
{
    [Operator("matmul", "mm", "bmm", "mv", "dot", "vdot", Onnx = "MatMul", Covers = "everything that numpy.matmul does; real tensors")]
    internal static GraphValue MatMul(EmitterContext c) =>
        c.Emit("MatMul", [c.Input, c.Tensor("target", "tensor", "mat2", "batch2", "vec", "other")]);

    [Operator("addmm", Onnx = "Gemm; MatMul, Mul, Add", Covers = "alpha, beta, broadcast input")]
    internal static GraphValue AddMatMul(EmitterContext c) => c.Result.ElementType.IsFloatingForGemm()
        ? c.Emit("Gemm", Beta(c) == 0 ? [c.Tensor("mat1"), c.Tensor("mat2")] : [c.Tensor("mat1"), c.Tensor("mat2"), c.Input], ("alpha", Alpha(c)), ("beta", Beta(c)))
        : Added(c, c.Emit("MatMul", [c.Tensor("mat1"), c.Tensor("mat2")]));

    [Operator("addmv", Onnx = "MatMul, Mul, Add", Covers = "alpha, beta, broadcast input")]
    internal static GraphValue AddMatVec(EmitterContext c) => Added(c, c.Emit("MatMul", [c.Tensor("mat", "mat1"), c.Tensor("vec", "mat2")]));

    /// <summary>
    /// TorchSharp 0.107 hands baddbmm's arguments on in another order than it names them: it adds batch2 to the product of the receiver
    /// and batch1. The graph repeats what runs: the library that is loaded is asked.
    /// </summary>
    private static readonly Lazy<bool> BatchesChangePlaces = new(() =>
    {
        using var scope = torch.NewDisposeScope();
        return torch.full([1, 1, 1], 2f).baddbmm(torch.full([1, 1, 1], 3f), torch.full([1, 1, 1], 5f)).item<float>() == (2 * 3) + 5;
    });

    [Operator("baddbmm", Onnx = "MatMul, Mul, Add", Covers = "alpha, beta; in the order in which TorchSharp uses its arguments")]
    internal static GraphValue AddBatchMatMul(EmitterContext c) => BatchesChangePlaces.Value
        ? Added(c, c.Emit("MatMul", [c.Input, c.Tensor("batch1")]), c.Tensor("batch2"))
        : Added(c, c.Emit("MatMul", [c.Tensor("batch1"), c.Tensor("batch2")]));

    [Operator("addbmm", Onnx = "MatMul, ReduceSum, Mul, Add", Covers = "alpha, beta, broadcast input")]
    internal static GraphValue AddSumOfMatMuls(EmitterContext c) =>
        Added(c, c.ReduceSum(c.Emit("MatMul", [c.Tensor("batch1"), c.Tensor("batch2")]), keep: false, 0));

    [Operator("addr", Onnx = "Mul, Add", Covers = "alpha, beta, broadcast input")]
    internal static GraphValue AddOuter(EmitterContext c) => Added(c, Outer(c, c.Tensor("vec1"), c.Tensor("vec2")));

    [Operator("outer", "ger", Onnx = "Unsqueeze, Mul")]
    internal static GraphValue Outer(EmitterContext c) => Outer(c, c.Cast(c.Input, c.Result.ElementType), c.Operand(c.Result.ElementType, "vec2"));

    [Operator("inner", Onnx = "Transpose, MatMul, Reshape; Mul", Covers = "any ranks")]
    internal static GraphValue Inner(EmitterContext c)
    {
        var other = c.Tensor("vec2");
        if (c.Input.Rank == 0 || other.Rank == 0)
            return c.Emit("Mul", [c.Input, other]);
        // All axes of the second but its last become one: the columns of a matrix.
        var columns = other.Rank == 1 ? other : c.Transpose(c.Emit("Reshape", [other, c.Vector(-1, c.Fixed(other.Shape[^1], "The last axis"))]), 1, 0);
        return c.Reshape(c.Emit("MatMul", [c.Input, columns]), c.Result.Shape);
    }

    [Operator("kron", Onnx = "Reshape, Mul", Covers = "any ranks")]
    internal static GraphValue Kronecker(EmitterContext c)
    {
        var other = c.Tensor("other");
        var rank = Math.Max(c.Input.Rank, other.Rank);
        GraphValue Spread(GraphValue value, bool isOuter)
        {
            var sizes = Enumerable.Repeat(SizeExpression.Fixed(1), rank - value.Rank).Concat(value.Shape);
            return c.Reshape(c.Cast(value, c.Result.ElementType), [.. sizes.SelectMany(size => isOuter ? new[] { size, SizeExpression.Fixed(1) } : [SizeExpression.Fixed(1), size])]);
        }

        return c.Reshape(c.Emit("Mul", [Spread(c.Input, isOuter: true), Spread(other, isOuter: false)]), c.Result.Shape);
    }

    [Operator("matrix_power", Onnx = "MatMul; Expand", Covers = "exponents from 0 on")]
    internal static GraphValue Power(EmitterContext c)
    {
        var exponent = c.Int("n");
        if (exponent < 0)
            throw c.Refuse("A negative power inverts the matrix, which no ONNX operator does.", "Invert before the export where the matrix is a constant.");
        if (exponent == 0)
            return Identity(c);
        GraphValue? result = null;
        for (var square = c.Input; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = result is null ? square : c.Emit("MatMul", [result, square]);
            if (exponent > 1)
                square = c.Emit("MatMul", [square, square]);
        }

        return result!;
    }

    [Operator("linalg.multi_dot", Onnx = "MatMul", Covers = "vectors at the ends")]
    internal static GraphValue Chain(EmitterContext c) => c.Tensors("tensors", "matrices").Aggregate((left, right) => c.Emit("MatMul", [left, right]));

    [Operator("linalg.vecdot", Onnx = "Mul, ReduceSum", Covers = "any axis; real tensors")]
    internal static GraphValue VecDot(EmitterContext c) =>
        c.ReduceSum(c.Emit("Mul", [c.Tensor("x"), c.Tensor("y")]), keep: false, c.Int("dim") < 0 ? c.Int("dim") : c.Int("dim") - Math.Max(c.Tensor("x").Rank, c.Tensor("y").Rank));

    [Operator("linalg.cross", Onnx = "Gather, Mul, Sub", Covers = "any axis; broadcast")]
    internal static GraphValue Cross(EmitterContext c)
    {
        var axis = EmitterContext.Axis(c.Int("dim"), c.Result.Rank) - c.Result.Rank;
        // The next component and the one after it, the first following the last.
        GraphValue Next(GraphValue value, long first, long second, long third) =>
            c.Emit("Gather", [c.Cast(value, c.Result.ElementType), c.Vector(first, second, third)], ("axis", axis));
        var (left, right) = (c.Input, c.Tensor("other"));
        return c.Emit("Sub",
            [c.Emit("Mul", [Next(left, 1, 2, 0), Next(right, 2, 0, 1)]), c.Emit("Mul", [Next(left, 2, 0, 1), Next(right, 1, 2, 0)])]);
    }

    [Operator("vander", "linalg.vander", Onnx = "Unsqueeze, Pow", Covers = "a number of columns, either order")]
    internal static GraphValue Vandermonde(EmitterContext c)
    {
        var columns = c.Fixed(c.Result.Shape[^1], "The number of columns");
        var isIncreasing = c.Bool("increasing", fallback: c.Operation == "linalg.vander");
        long[] exponents = [.. Enumerable.Range(0, (int)columns).Select(power => isIncreasing ? power : columns - 1 - power)];
        return c.Emit("Pow", [c.Unsqueeze(c.Cast(c.Input, c.Result.ElementType), c.Input.Rank), c.Cast(c.Vector(exponents), c.Result.ElementType)]);
    }

    private static double Alpha(EmitterContext c) => c.OptionalNumber("alpha") ?? 1;

    private static double Beta(EmitterContext c) => c.OptionalNumber("beta") ?? 1;

    private static bool IsFloatingForGemm(this ElementType type) => type is ElementType.Float32 or ElementType.Float64;

    /// <summary>beta · input + alpha · product; a beta of 0 leaves the input out, as in TorchSharp.</summary>
    private static GraphValue Added(EmitterContext c, GraphValue product, GraphValue? addend = null)
    {
        GraphValue Scaled(GraphValue value, double factor) => factor == 1 ? value : c.Emit("Mul", [value, c.Scalar(factor, value.ElementType)]);
        var scaled = Scaled(product, Alpha(c));
        return Beta(c) == 0 ? scaled : c.Emit("Add", [Scaled(addend ?? c.Input, Beta(c)), scaled]);
    }

    private static GraphValue Outer(EmitterContext c, GraphValue column, GraphValue row) =>
        c.Emit("Mul", [c.Unsqueeze(column, 1), c.Unsqueeze(row, 0)]);

    private static GraphValue Identity(EmitterContext c)
    {
        using var scope = torch.NewDisposeScope();
        var side = c.Fixed(c.Result.Shape[^1], "The side of the matrix");
        return c.Expand(c.Cast(c.Constant("identity", TorchSharp.torch.eye(side)), c.Result.ElementType), c.Result.Shape);
    }
}
