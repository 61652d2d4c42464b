using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// What a transformer's layers give for single tokens: with one key the attention's softmax is 1 whatever the heads, so that only the
/// activation is unknown.
/// </summary>
internal sealed class TransformerProbe(NativeModule module, Func<Tensor, Tensor> activation)
{
    private const int Tokens = 16;

    /// <summary>Whether the module applies gelu rather than relu, told by its result for random tokens.</summary>
    public static bool IsGelu(EmitterContext c, NativeModule module, Tensor like, Func<Tensor, Tensor> run, Func<TransformerProbe, Tensor, Tensor> expected)
    {
        using var generator = new Generator(seed: 1);
        var tokens = randn([1, Tokens, like.shape[0]], generator: generator).to(like);
        const string relu = "relu", gelu = "gelu";
        return NativeProbe.Closest(c, run(tokens),
            (relu, expected(new TransformerProbe(module, x => x.relu()), tokens)),
            (gelu, expected(new TransformerProbe(module, x => functional.gelu(x)), tokens))) == gelu;
    }

    public Tensor Encoder(string prefix, Tensor x) =>
        FinalNorm(prefix, TransformerLayers.Layers(module, prefix).Aggregate(x, (value, layer) => EncoderLayer(layer, value)));

    public Tensor EncoderLayer(string prefix, Tensor x)
    {
        x = Norm($"{prefix}norm1", x + Attention($"{prefix}self_attn.", x));
        return Norm($"{prefix}norm2", x + FeedForward(prefix, x));
    }

    public Tensor Decoder(string prefix, Tensor x, Tensor memory) =>
        FinalNorm(prefix, TransformerLayers.Layers(module, prefix).Aggregate(x, (value, layer) => DecoderLayer(layer, value, memory)));

    public Tensor DecoderLayer(string prefix, Tensor x, Tensor memory)
    {
        x = Norm($"{prefix}norm1", x + Attention($"{prefix}self_attn.", x));
        x = Norm($"{prefix}norm2", x + Attention($"{prefix}multihead_attn.", memory));
        return Norm($"{prefix}norm3", x + FeedForward(prefix, x));
    }

    private Tensor FinalNorm(string prefix, Tensor x) => module.Has($"{prefix}norm.weight") ? Norm($"{prefix}norm", x) : x;

    private Tensor Attention(string prefix, Tensor key)
    {
        var size = key.shape[2];
        var value = functional.linear(key, module.Data($"{prefix}in_proj_weight").narrow(0, 2 * size, size), module.Data($"{prefix}in_proj_bias").narrow(0, 2 * size, size));
        return functional.linear(value, module.Data($"{prefix}out_proj.weight"), module.Data($"{prefix}out_proj.bias"));
    }

    private Tensor FeedForward(string prefix, Tensor x) => Linear($"{prefix}linear2", activation(Linear($"{prefix}linear1", x)));

    private Tensor Linear(string prefix, Tensor x) => functional.linear(x, module.Data($"{prefix}.weight"), module.Data($"{prefix}.bias"));

    private Tensor Norm(string prefix, Tensor x) =>
        functional.layer_norm(x, [x.shape[2]], module.Data($"{prefix}.weight"), module.Data($"{prefix}.bias"), TransformerLayers.Epsilon);
}
