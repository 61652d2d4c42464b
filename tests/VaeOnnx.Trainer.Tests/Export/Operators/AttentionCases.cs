using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Attention and the transformer's layers and stacks, with every mask.</summary>
internal static class AttentionCases
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Queries = Normal(4, Batch, 6);
    private static readonly OperatorInput Keys = Normal(5, Batch, 6);
    private static readonly OperatorInput Heads = Normal(Batch, 2, 4, 3);
    private static readonly OperatorInput OtherHeads = Normal(Batch, 2, 5, 3);
    private static readonly OperatorInput Mask = new(ElementType.Bool, [Dimension.Fixed(4), Dimension.Fixed(5)], (_, _) => arange(20).reshape(4, 5).remainder(3) * arange(4).unsqueeze(1));
    private static readonly OperatorInput Padding = Padded(5);
    private static readonly OperatorInput QueryPadding = Padded(4);

    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. new[] { Products, Multihead, Encoders, Decoders }.SelectMany(rows => rows).Select(row => row with { Tolerance = OperatorTolerance.Chains })];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        new(Of("scaled_dot_product_attention", "p", (q, k) => nn.functional.scaled_dot_product_attention(q, k, k, p: 0.5), Heads, OtherHeads), "random numbers"),
        new(OfModule("TransformerEncoderLayer", "training", () => nn.TransformerEncoderLayer(6, 2, 8), Queries), "training mode") { IsTraining = true },
    ];

    private static IEnumerable<OperatorCase> Products =>
    [
        Of("scaled_dot_product_attention", "", (q, k) => nn.functional.scaled_dot_product_attention(q, k, k), Heads, OtherHeads),
        Of("scaled_dot_product_attention", "is_causal", (q, k) => nn.functional.scaled_dot_product_attention(q, k, k, is_casual: true), Heads, OtherHeads),
        Of("scaled_dot_product_attention", "is_causal, free length", x => nn.functional.scaled_dot_product_attention(x, x, x, is_casual: true), Normal(Batch, Dimension.Named("steps"), 3)),
        Of("scaled_dot_product_attention", "float mask", (q, k, m) => nn.functional.scaled_dot_product_attention(q, k, k, m), Heads, OtherHeads, Normal(4, 5)),
        Of("scaled_dot_product_attention", "bool mask, a query that sees nothing", (q, k, m) => nn.functional.scaled_dot_product_attention(q, k, k, m), Heads, OtherHeads, Mask),
        Of("scaled_dot_product_attention", "float64", (q, k) => nn.functional.scaled_dot_product_attention(q, k, k), Heads.As(ElementType.Float64), OtherHeads.As(ElementType.Float64)),
    ];

    private static IEnumerable<OperatorCase> Multihead =>
    [
        Attention("", () => nn.MultiheadAttention(6, 3), (m, q, k, _) => m.call(q, k, k), Queries, Keys, Keys),
        Attention("itself", () => nn.MultiheadAttention(6, 2), (m, q, _, _) => m.call(q, q, q), Queries, Keys, Keys),
        Attention("no weights wanted", () => nn.MultiheadAttention(6, 2), (m, q, k, _) => m.call(q, k, k, need_weights: false).Item1, Queries, Keys, Keys),
        Attention("no bias", () => nn.MultiheadAttention(6, 1, bias: false), (m, q, k, _) => m.call(q, k, k), Queries, Keys, Keys),
        Attention("kdim, vdim", () => nn.MultiheadAttention(6, 2, kdim: 4, vdim: 4), (m, q, k, v) => m.call(q, k, v), Queries, Normal(5, Batch, 4), Normal(5, Batch, 4)),
        Attention("float attn_mask", () => nn.MultiheadAttention(6, 2), (m, q, k, a) => m.call(q, k, k, attn_mask: a), Queries, Keys, Normal(4, 5)),
        Attention("bool attn_mask", () => nn.MultiheadAttention(6, 2), (m, q, k, a) => m.call(q, k, k, attn_mask: a), Queries, Keys, Padded(5, rows: 4)),
        Attention("key_padding_mask", () => nn.MultiheadAttention(6, 2), (m, q, k, p) => m.call(q, k, k, key_padding_mask: p), Queries, Keys, Padding),
        Attention("add_bias_kv, add_zero_attn, key_padding_mask", () => nn.MultiheadAttention(6, 2, add_bias_kv: true, add_zero_attn: true),
            (m, q, k, p) => m.call(q, k, k, key_padding_mask: p), Queries, Keys, Padding),
        Attention("add_zero_attn, attn_mask", () => nn.MultiheadAttention(6, 3, add_zero_attn: true), (m, q, k, a) => m.call(q, k, k, attn_mask: a), Queries, Keys, Normal(4, 5)),
    ];

    private static IEnumerable<OperatorCase> Encoders =>
    [
        OfModule("TransformerEncoderLayer", "relu", () => nn.TransformerEncoderLayer(6, 2, 8), Queries),
        OfModule("TransformerEncoderLayer", "gelu, src_mask, src_key_padding_mask", () => new With<TransformerEncoderLayer>(nn.TransformerEncoderLayer(6, 3, 8, activation: nn.Activations.GELU),
            (m, x, mask, padding) => m.call(x, mask, padding)), Queries, Normal(4, 4), QueryPadding),
        OfModule("TransformerEncoder", "gelu", () => new With<TransformerEncoder>(nn.TransformerEncoder(nn.TransformerEncoderLayer(6, 2, 8, activation: nn.Activations.GELU), 2),
            (m, x, _, _) => m.call(x)), Queries, Normal(4, 4), QueryPadding),
        OfModule("TransformerEncoder", "relu, src_mask, src_key_padding_mask", () => nn.TransformerEncoder(nn.TransformerEncoderLayer(6, 2, 8), 2), Queries, Normal(4, 4), QueryPadding),
    ];

    private static IEnumerable<OperatorCase> Decoders =>
    [
        OfModule("TransformerDecoderLayer", "relu", () => new With<TransformerDecoderLayer>(nn.TransformerDecoderLayer(6, 2, 8), (m, x, memory, _) => m.call(x, memory)), Queries, Keys, QueryPadding),
        OfModule("TransformerDecoderLayer", "gelu, masks", () => new With<TransformerDecoderLayer>(nn.TransformerDecoderLayer(6, 2, 8, activation: nn.Activations.GELU),
            (m, x, memory, mask) => m.call(x, memory, mask, mask)), Queries, Queries, Normal(4, 4)),
        OfModule("TransformerDecoder", "padding masks", () => new With<TransformerDecoder>(nn.TransformerDecoder(nn.TransformerDecoderLayer(6, 3, 8), 2),
            (m, x, memory, padding) => m.call(x, memory, null!, null!, padding, padding)), Queries, Queries, QueryPadding),
        OfModule("Transformer", "", () => nn.Transformer(6, 2, 1, 2, 8), Queries, Keys),
        OfModule("Transformer", "gelu, masks", () => new With<Transformer>(nn.Transformer(6, 2, 2, 1, 8, activation: nn.Activations.GELU),
            (m, source, target, mask) => m.call(source, target, mask, tgt_mask: mask, memory_mask: mask.t())), Queries, Queries, Normal(4, 4)),
    ];

    private static OperatorCase Attention(string parameters, Func<MultiheadAttention> create, Func<MultiheadAttention, Tensor, Tensor, Tensor, object> call, params OperatorInput[] inputs) =>
        OfModule("MultiheadAttention", parameters, () => new With<MultiheadAttention>(create(), call), inputs);

    /// <summary>True for some of the last elements of each row, never for the first: a row that hides everything is no number in libtorch.</summary>
    private static OperatorInput Padded(long length, long? rows = null) => new(ElementType.Bool, [rows is { } count ? Dimension.Fixed(count) : Dimension.Batch, Dimension.Fixed(length)],
        (sizes, generator) => arange(length).unsqueeze(0) > randint(0, length, [sizes[0], 1], generator: generator));
}
