namespace VaeOnnx.Export.Operators;

/// <summary>
/// Affine maps with a weight. Accepts any number of leading axes. Emits Gemm for a matrix, MatMul or Einsum otherwise.
/// Opset 13 to 21. Deviations: the order of float32 sums.
/// </summary>
internal static class LinearOperators
{
    [Operator("functional.linear", Onnx = "Gemm; MatMul, Add", Covers = "any number of leading axes; with and without bias; a weight of one row as a vector")]
    internal static GraphValue Linear(EmitterContext c)
    {
        var weight = c.Tensor("weights");
        var bias = c.OptionalTensor("bias");
        if (c.Input.Rank == 2 && weight.Rank == 2 && c.Input.ElementType is Contracts.ElementType.Float32 or Contracts.ElementType.Float64 && bias is null or { Rank: 1 })
            return c.Emit("Gemm", bias is null ? [c.Input, weight] : [c.Input, weight, bias], ("transB", 1));
        var product = c.Emit("MatMul", [c.Input, weight.Rank == 1 ? weight : Transposed(c, weight)]);
        return bias is null ? product : c.Emit("Add", [product, bias]);
    }

    [Operator("functional.bilinear", Onnx = "Einsum, Add", Covers = "any number of leading axes; with and without bias")]
    internal static GraphValue Bilinear(EmitterContext c)
    {
        var product = c.Emit("Einsum", [c.Tensor("input1"), c.Tensor("weight"), c.Tensor("input2")], ("equation", "...i,oij,...j->...o"));
        return c.OptionalTensor("bias") is { } bias ? c.Emit("Add", [product, bias]) : product;
    }

    /// <summary>A weight stored the other way round: an initializer of its own where the weight is one, so that no node is left.</summary>
    private static GraphValue Transposed(EmitterContext c, GraphValue weight)
    {
        using var data = EmitterContext.ConstantData(weight);
        if (data is null)
            return c.Transpose(weight, 1, 0);
        using var transposed = data.t().contiguous();
        return c.Constant("weight_transposed", transposed);
    }
}
