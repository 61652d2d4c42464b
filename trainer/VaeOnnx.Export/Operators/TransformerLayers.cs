using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>The parts of a transformer as libtorch computes them: each block is added to its input and normalized after.</summary>
internal sealed class TransformerLayers
{
    /// <summary>What libtorch's layers pass to layer_norm; they offer no other.</summary>
    public const double Epsilon = 1e-5;

    private readonly EmitterContext _c;
    private readonly NativeModule _module;
    private readonly long _heads;
    private readonly bool _isGelu;

    private TransformerLayers(EmitterContext c, NativeModule module, long heads, bool isGelu) =>
        (_c, _module, _heads, _isGelu) = (c, module, heads, isGelu);

    /// <summary>Finds out heads and activation by running the module on single tokens, then emits with them.</summary>
    public static TransformerLayers Of(EmitterContext c, NativeModule module, string attention, Func<Tensor, Tensor?, Tensor> run,
        Func<TransformerProbe, Tensor, Tensor> expected)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var weight = module.Data($"{attention}out_proj.weight");
        var token = zeros(1, 1, weight.shape[0], dtype: weight.dtype, device: weight.device);
        var heads = AttentionHeads.Find(c, weight, mask => run(token, mask)).Heads;
        return new TransformerLayers(c, module, heads, TransformerProbe.IsGelu(c, module, weight, tokens => run(tokens, null), expected));
    }

    public GraphValue Encoder(string prefix, GraphValue x, GraphValue? mask, GraphValue? padding)
    {
        foreach (var layer in Layers(_module, prefix))
            x = EncoderLayer(layer, x, mask, padding);
        return FinalNorm(prefix, x);
    }

    public GraphValue EncoderLayer(string prefix, GraphValue x, GraphValue? mask, GraphValue? padding)
    {
        x = AddAndNorm($"{prefix}norm1", x, Attention($"{prefix}self_attn.", x, x, mask, padding));
        return AddAndNorm($"{prefix}norm2", x, FeedForward(prefix, x));
    }

    public GraphValue Decoder(string prefix, GraphValue x, TransformerMemory memory)
    {
        foreach (var layer in Layers(_module, prefix))
            x = DecoderLayer(layer, x, memory);
        return FinalNorm(prefix, x);
    }

    public GraphValue DecoderLayer(string prefix, GraphValue x, TransformerMemory memory)
    {
        x = AddAndNorm($"{prefix}norm1", x, Attention($"{prefix}self_attn.", x, x, memory.TargetMask, memory.TargetPadding));
        x = AddAndNorm($"{prefix}norm2", x, Attention($"{prefix}multihead_attn.", x, memory.Value, memory.Mask, memory.Padding));
        return AddAndNorm($"{prefix}norm3", x, FeedForward(prefix, x));
    }

    /// <summary>The prefixes of a stack's layers.</summary>
    public static IEnumerable<string> Layers(NativeModule module, string prefix) => Enumerable.Range(0, int.MaxValue)
        .Select(layer => string.Create(CultureInfo.InvariantCulture, $"{prefix}layers.{layer}."))
        .TakeWhile(layer => module.Has($"{layer}linear1.weight"));

    private GraphValue Attention(string prefix, GraphValue query, GraphValue key, GraphValue? mask, GraphValue? padding) =>
        new AttentionBlock(_c, _module, prefix, _heads).Emit(query, key, key, mask, padding).Output;

    private GraphValue FeedForward(string prefix, GraphValue x) => Linear($"{prefix}linear2", Activation(Linear($"{prefix}linear1", x)));

    private GraphValue Linear(string prefix, GraphValue x)
    {
        var weight = _module.Derived($"{prefix}.weight_transposed", () => _module.Data($"{prefix}.weight").t().contiguous());
        return _c.Emit("Add", [_c.Emit("MatMul", [x, weight]), _module.Value($"{prefix}.bias")]);
    }

    /// <summary>relu, or x · (1 + erf(x / √2)) / 2.</summary>
    private GraphValue Activation(GraphValue x)
    {
        if (!_isGelu)
            return _c.Emit("Relu", [x]);
        if (_c.Opset >= 20)
            return _c.Emit("Gelu", [x]);
        var share = _c.Emit("Erf", [_c.Emit("Mul", [x, _c.Scalar(Math.Sqrt(0.5), x.ElementType)])]);
        var half = _c.Emit("Mul", [x, _c.Scalar(0.5, x.ElementType)]);
        return _c.Emit("Mul", [half, _c.Emit("Add", [share, _c.Scalar(1, x.ElementType)])]);
    }

    private GraphValue AddAndNorm(string prefix, GraphValue x, GraphValue block) => Shaped(Norm(prefix, _c.Emit("Add", [x, block])), x);

    private GraphValue FinalNorm(string prefix, GraphValue x) => _module.Has($"{prefix}norm.weight") ? Shaped(Norm($"{prefix}norm", x), x) : x;

    private static GraphValue Shaped(GraphValue value, GraphValue like)
    {
        value.KnownShape = like.KnownShape;
        return value;
    }

    private GraphValue Norm(string prefix, GraphValue x)
    {
        var (weight, bias) = (_module.Value($"{prefix}.weight"), _module.Value($"{prefix}.bias"));
        if (_c.Opset >= 17)
            return _c.Emit("LayerNormalization", [x, weight, bias], ("axis", -1), ("epsilon", Epsilon));
        var centered = _c.Emit("Sub", [x, MeanOfLast(x)]);
        var variance = MeanOfLast(_c.Emit("Mul", [centered, centered]));
        var deviation = _c.Emit("Sqrt", [_c.Emit("Add", [variance, _c.Scalar(Epsilon, x.ElementType)])]);
        return _c.Emit("Add", [_c.Emit("Mul", [_c.Emit("Div", [centered, deviation]), weight]), bias]);
    }

    private GraphValue MeanOfLast(GraphValue x) => _c.Emit("ReduceMean", [x], ("axes", new long[] { -1 }), ("keepdims", 1));
}
