
namespace VaeOnnx.Export.Operators;

/// <summary>
/// Affine maps and matrix products. Accepts every shape and broadcast that TorchSharp does. Emits Gemm for a matrix with a
/// weight, MatMul otherwise. Opset 13 to 21. Deviations: none.
/// </summary>
internal static class LinearOperators
{
    [Operator("functional.linear", Onnx = "Gemm; MatMul, Add", Covers = "any number of leading axes; with and without bias")]
    internal static GraphValue Linear(EmitterContext c)
    {
        var weight = c.Tensor("weights");
        var bias = c.OptionalTensor("bias");
        if (c.Input.Rank == 2)
            return c.Emit("Gemm", bias is null ? [c.Input, weight] : [c.Input, weight, bias], ("transB", 1));
        var product = c.Emit("MatMul", [c.Input, Transposed(c, weight)]);
        return bias is null ? product : c.Emit("Add", [product, bias]);
    }

    [Operator("matmul", "mm", "bmm", "mv", "dot", Onnx = "MatMul", Covers = "everything that numpy.matmul does")]
    internal static GraphValue MatMul(EmitterContext c) =>
        c.Emit("MatMul", [c.Input, c.Tensor("target", "tensor", "mat2", "batch2", "vec", "other")]);

    /// <summary>A weight stored the other way round: an initializer of its own where the weight is one, so that no node is left.</summary>
    private static GraphValue Transposed(EmitterContext c, GraphValue weight)
    {
        using var data = EmitterContext.ConstantData(weight);
        if (data is null)
            return c.Emit("Transpose", [weight], ("perm", new long[] { 1, 0 }));
        using var transposed = data.t().contiguous();
        return c.Constant("weight_transposed", transposed);
    }
}
