using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Rows of a table by index. Embedding accepts indices of any shape; EmbeddingBag bags of fixed size [B,S] or one list with offsets,
/// sums, means and maxima, padding_idx, weights per sample. Gather, and a membership matrix for lists. Opset 13 to 21. Deviations:
/// max_norm is refused, since it changes the table when it is read.
/// </summary>
internal static class EmbeddingOperators
{
    [Operator("Embedding", Onnx = "Gather", Covers = "indices of any shape, int32 and int64; padding_idx")]
    internal static GraphValue Embedding(EmitterContext c)
    {
        var module = NativeModule.Of(c);
        RefuseMaxNorm(c, indices => ((Embedding)module.Module).forward(indices));
        return c.Emit("Gather", [Table(c, module, ((Embedding)module.Module).weight!), c.Tensor("input")], ("axis", 0));
    }

    [Operator("EmbeddingBag", Onnx = "Gather, ReduceSum, ReduceMean, ReduceMax or MatMul",
        Covers = "sum, mean, max; [B,S] or a list with offsets; include_last_offset, padding_idx, per_sample_weights")]
    internal static GraphValue Bag(EmitterContext c)
    {
        var module = NativeModule.Of(c);
        var native = (EmbeddingBag)module.Module;
        RefuseMaxNorm(c, indices => native.forward(indices, null, null));
        var weight = native.weight!;
        var bags = new EmbeddingBags(c, EmbeddingBagProbe.Find(c, native, weight), Table(c, module, weight));
        return c.OptionalTensor("offsets") is { } offsets
            ? bags.OfList(c.Tensor("input"), offsets, c.OptionalTensor("perSampleWeights"))
            : bags.OfRows(c.Tensor("input"), c.OptionalTensor("perSampleWeights"));
    }

    /// <summary>The table that the module reads: of a pretrained one, TorchSharp lists the parameter that it had before.</summary>
    private static GraphValue Table(EmitterContext c, NativeModule module, Tensor weight) =>
        c.OptionalStored(weight) ?? module.Derived("weight", weight.alias);

    /// <summary>With max_norm the indices go to libtorch's embedding_renorm_ first: it is the one to reject indices that are no integers.</summary>
    private static void RefuseMaxNorm(EmitterContext c, Func<Tensor, Tensor> lookUp)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        try
        {
            lookUp(zeros(1, 1, dtype: ScalarType.Float32));
        }
        catch (ExternalException error)
        {
            if (error.Message.Contains("embedding_renorm_", StringComparison.Ordinal))
                throw c.Refuse("Its max_norm shortens rows of the table whenever they are read, and a graph keeps no state.", "Create the module without max_norm and normalize its rows once.");
            return;
        }

        throw c.Refuse("The module takes indices that are no integers, so that its max_norm cannot be told.", "Register an emitter for the module in ExportOptions.Emitters.");
    }
}
