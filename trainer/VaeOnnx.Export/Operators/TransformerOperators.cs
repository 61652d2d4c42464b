using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Transformer layers and stacks of libtorch, normalized after each block. Accepts [L,N,E] with every mask and padding mask, both
/// activations. MatMul, Softmax, LayerNormalization (from opset 17 on; its parts before). Opset 13 to 21. Deviations: none.
/// </summary>
internal static class TransformerOperators
{
    private const string Nodes = "MatMul, Add, Mul, Softmax, Reshape, Transpose, LayerNormalization, Relu or Erf";

    private const string Parameters = "every mask and padding mask; relu and gelu";

    [Operator("TransformerEncoderLayer", "TransformerEncoderLayer.call", Onnx = Nodes, Covers = Parameters)]
    internal static GraphValue EncoderLayer(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var native = (TransformerEncoderLayer)module.Module;
        var layers = TransformerLayers.Of(c, module, "self_attn.", (token, mask) => native.call(token, mask!, null!),
            (probe, token) => probe.EncoderLayer("", token));
        return layers.EncoderLayer("", c.Input, c.OptionalTensor("src_mask"), c.OptionalTensor("src_key_padding_mask"));
    }

    [Operator("TransformerEncoder", Onnx = Nodes, Covers = Parameters)]
    internal static GraphValue Encoder(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var native = (TransformerEncoder)module.Module;
        var layers = TransformerLayers.Of(c, module, "layers.0.self_attn.", (token, mask) => native.forward(token, mask!, null!),
            (probe, token) => probe.Encoder("", token));
        return layers.Encoder("", c.Input, c.OptionalTensor("src_mask"), c.OptionalTensor("src_key_padding_mask"));
    }

    [Operator("TransformerDecoderLayer", Onnx = Nodes, Covers = Parameters)]
    internal static GraphValue DecoderLayer(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var native = (TransformerDecoderLayer)module.Module;
        var layers = TransformerLayers.Of(c, module, "self_attn.", (token, mask) => native.forward(token, token, mask!, null!, null!, null!),
            (probe, token) => probe.DecoderLayer("", token, token));
        return layers.DecoderLayer("", c.Input, DecoderMemory(c));
    }

    [Operator("TransformerDecoder", Onnx = Nodes, Covers = Parameters)]
    internal static GraphValue Decoder(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var native = (TransformerDecoder)module.Module;
        var layers = TransformerLayers.Of(c, module, "layers.0.self_attn.", (token, mask) => native.forward(token, token, mask!),
            (probe, token) => probe.Decoder("", token, token));
        return layers.Decoder("", c.Input, DecoderMemory(c));
    }

    [Operator("Transformer", "Transformer.call", Onnx = Nodes, Covers = Parameters)]
    internal static GraphValue Transformer(EmitterContext c)
    {
        var module = NativeModule.InEval(c);
        var native = (Transformer)module.Module;
        var layers = TransformerLayers.Of(c, module, "encoder.layers.0.self_attn.", (token, mask) => native.call(token, token, mask!),
            (probe, token) => probe.Decoder("decoder.", token, probe.Encoder("encoder.", token)));
        var memory = layers.Encoder("encoder.", c.Tensor("src"), c.OptionalTensor("src_mask"), c.OptionalTensor("src_key_padding_mask"));
        return layers.Decoder("decoder.", c.Tensor("tgt"), DecoderMemory(c) with { Value = memory });
    }

    private static TransformerMemory DecoderMemory(EmitterContext c) => new(c.Tensor("memory", "src"), c.OptionalTensor("tgt_mask"),
        c.OptionalTensor("memory_mask"), c.OptionalTensor("tgt_key_padding_mask"), c.OptionalTensor("memory_key_padding_mask"));
}
