using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Attention. MultiheadAttention accepts [L,N,E] with masks, padding masks, other key and value sizes, learned and zero keys, and
/// returns the mean weights where asked; scaled_dot_product_attention accepts any leading axes, float and boolean masks, causal
/// order. MatMul, Softmax. Opset 13 to 21. Deviations: none; dropout inside scaled_dot_product_attention is refused.
/// </summary>
internal static class AttentionOperators
{
    [Operator("MultiheadAttention", Onnx = "MatMul, Add, Mul, Softmax, Reshape, Transpose",
        Covers = "bias, add_bias_kv, add_zero_attn, kdim, vdim; attn_mask, float and bool; key_padding_mask; need_weights")]
    internal static GraphValue[] Multihead(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var (query, key, value) = (c.Tensor("query"), c.Tensor("key"), c.Tensor("value"));
        if (query.Rank != 3)
            throw c.Refuse($"Its query has {query.Rank} axes.", "Add a batch axis with unsqueeze(1).");
        var (heads, addsZero) = Native(c, module);
        var block = new AttentionBlock(c, module, "", heads) { AddsZero = addsZero };
        var (output, weights) = block.Emit(query, key, value, c.OptionalTensor("attn_mask"), c.OptionalTensor("key_padding_mask"));
        return c.Results.Count == 1 ? [output] : [output, block.MeanOverHeads(weights)];
    }

    [Operator("functional.scaled_dot_product_attention", Onnx = "MatMul, Add or Where, Softmax", Covers = "attn_mask, float and bool; is_causal; any leading axes")]
    internal static GraphValue ScaledDotProduct(EmitterContext c)
    {
        if (c.OptionalNumber("p") is not (null or 0))
            throw c.Refuse("Its dropout draws random numbers outside training too.", "Pass p: training ? p : 0.");
        var (query, key) = (c.Tensor("query"), c.Tensor("key"));
        var type = query.ElementType;
        var scaled = c.Emit("Mul", [query, c.Scalar(1 / Math.Sqrt(query.Shape[^1].Value), type)]);
        long[] swapped = [.. Enumerable.Range(0, key.Rank - 2).Select(axis => (long)axis), key.Rank - 1, key.Rank - 2];
        var scores = c.Emit("MatMul", [scaled, c.Emit("Transpose", [key], ("perm", swapped))]); // [..,L,S]
        var mask = c.Bool("is_casual") ? Causal(c, query.Shape[^2], key.Shape[^2]) : c.OptionalTensor("attn_mask");
        if (mask is null)
            return c.Emit("MatMul", [c.Emit("Softmax", [scores], ("axis", -1)), c.Tensor("value")]);
        var weights = SafeSoftmax(c, Masked(c, scores, mask), isCausal: c.Bool("is_casual"));
        return c.Emit("MatMul", [weights, c.Tensor("value")]);
    }

    /// <summary>What libtorch knows of the module and its parameters do not show.</summary>
    private static (long Heads, bool AddsZero) Native(EmitterContext c, NativeModule module)
    {
        var native = (MultiheadAttention)module.Module;
        var weight = module.Data("out_proj.weight");
        Tensor Token(long size) => zeros(1, 1, size, dtype: weight.dtype, device: weight.device);
        var (heads, keys) = AttentionHeads.Find(c, weight, mask =>
        {
            var key = Token(module.Has("k_proj_weight") ? module.Data("k_proj_weight").shape[1] : weight.shape[0]);
            native.forward(Token(weight.shape[0]), key, key, null, false, mask);
        });
        return (heads, keys > (module.Has("bias_k") ? 2 : 1));
    }

    private static GraphValue Masked(EmitterContext c, GraphValue scores, GraphValue mask) => mask.ElementType == ElementType.Bool
        ? c.EmitAs(scores.ElementType, "Where", [mask, scores, c.Scalar(double.NegativeInfinity, scores.ElementType)])
        : c.Emit("Add", [scores, c.Cast(mask, scores.ElementType)]);

    /// <summary>True where a query may look: at the keys up to its own position, counted from the start of both.</summary>
    private static GraphValue Causal(EmitterContext c, SizeExpression queries, SizeExpression keys)
    {
        var rows = c.Emit("Unsqueeze", [Positions(c, queries), c.Vector(1)]);
        return c.EmitAs(ElementType.Bool, "GreaterOrEqual", [rows, Positions(c, keys)]);
    }

    private static GraphValue Positions(EmitterContext c, SizeExpression count) => c.EmitAs(ElementType.Int64, "Range",
        [c.Scalar(0, ElementType.Int64), c.Emit("Squeeze", [c.SizeVector([count]), c.Vector(0)]), c.Scalar(1, ElementType.Int64)]);

    /// <summary>libtorch gives a query that may look nowhere zeros, where a plain softmax is 0 / 0. In causal order each sees one key.</summary>
    private static GraphValue SafeSoftmax(EmitterContext c, GraphValue scores, bool isCausal)
    {
        var weights = c.Emit("Softmax", [scores], ("axis", -1));
        if (isCausal)
            return weights;
        var largest = c.Opset >= 18
            ? c.Emit("ReduceMax", [scores, c.Vector(-1)], ("keepdims", 1))
            : c.Emit("ReduceMax", [scores], ("axes", new long[] { -1 }), ("keepdims", 1));
        var isHidden = c.EmitAs(ElementType.Bool, "Equal", [largest, c.Scalar(double.NegativeInfinity, scores.ElementType)]);
        return c.EmitAs(scores.ElementType, "Where", [isHidden, c.Scalar(0, scores.ElementType), weights]);
    }
}
