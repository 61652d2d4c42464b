using VaeOnnx.Contracts;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Attention with several heads as libtorch's modules compute it, from their parameters under a prefix. Sequences are [L,N,E]. An
/// attention mask [L,S] is added to the scores, a boolean one too: libtorch's C++ modules add 1 where it is true.
/// </summary>
internal sealed class AttentionBlock
{
    private readonly EmitterContext _c;
    private readonly NativeModule _module;
    private readonly string _prefix;
    private readonly long _heads;
    private readonly long _embedding;

    public AttentionBlock(EmitterContext c, NativeModule module, string prefix, long heads)
    {
        (_c, _module, _prefix, _heads) = (c, module, prefix, heads);
        _embedding = module.Data($"{prefix}out_proj.weight").shape[0];
    }

    /// <summary>Whether a key and a value of zeros are appended.</summary>
    public bool AddsZero { get; init; }

    private long HeadSize => _embedding / _heads;

    private int Added => (_module.Has($"{_prefix}bias_k") ? 1 : 0) + (AddsZero ? 1 : 0);

    /// <summary>The attended values [L,N,E], and the weights [N,heads,L,S].</summary>
    public (GraphValue Output, GraphValue Weights) Emit(GraphValue query, GraphValue key, GraphValue value, GraphValue? mask, GraphValue? padding)
    {
        var (q, k, v) = Projected(query, key, value);
        (k, v) = (Extended(k, "bias_k", key), Extended(v, "bias_v", value));
        var scaled = _c.Emit("Mul", [Split(q, 1, 2, 0, 3), _c.Scalar(1 / Math.Sqrt(HeadSize), q.ElementType)]);
        var scores = _c.Emit("MatMul", [scaled, Split(k, 1, 2, 3, 0)]); // [N,heads,L,S]
        if (mask is not null)
            scores = _c.Emit("Add", [scores, Extended(_c.Cast(mask, scores.ElementType))]);
        if (padding is not null)
            scores = _c.Emit("Add", [scores, _c.Emit("Unsqueeze", [Extended(Hidden(padding, scores.ElementType)), _c.Vector(1, 2)])]);
        var weights = _c.Emit("Softmax", [scores], ("axis", -1));
        var attended = _c.Emit("Transpose", [_c.Emit("MatMul", [weights, Split(v, 1, 2, 0, 3)])], ("perm", new long[] { 2, 0, 1, 3 }));
        var joined = _c.Emit("Reshape", [attended, _c.Vector(0, 0, _embedding)]);
        return (Linear(joined, Transposed("out_proj.weight"), _module.OptionalValue($"{_prefix}out_proj.bias")), weights);
    }

    /// <summary>The mean of the heads' weights, [N,L,S].</summary>
    public GraphValue MeanOverHeads(GraphValue weights) =>
        _c.Emit("Div", [_c.Emit("ReduceSum", [weights, _c.Vector(1)], ("keepdims", 0)), _c.Scalar(_heads, weights.ElementType)]);

    private (GraphValue Q, GraphValue K, GraphValue V) Projected(GraphValue query, GraphValue key, GraphValue value)
    {
        if (!_module.Has($"{_prefix}in_proj_weight"))
            return (Linear(query, Transposed("q_proj_weight"), InBias(0)), Linear(key, Transposed("k_proj_weight"), InBias(1)), Linear(value, Transposed("v_proj_weight"), InBias(2)));
        if (query != key || key != value)
            return (Linear(query, InWeight(0), InBias(0)), Linear(key, InWeight(1), InBias(1)), Linear(value, InWeight(2), InBias(2)));
        var parts = _c.EmitMany(3, "Split",
            [Linear(query, Transposed("in_proj_weight"), _module.OptionalValue($"{_prefix}in_proj_bias")), _c.Vector(_embedding, _embedding, _embedding)], ("axis", -1));
        return (parts[0], parts[1], parts[2]);
    }

    private GraphValue Linear(GraphValue x, GraphValue weight, GraphValue? bias)
    {
        var product = _c.Emit("MatMul", [x, weight]);
        return bias is null ? product : _c.Emit("Add", [product, bias]);
    }

    private GraphValue Transposed(string weight) =>
        _module.Derived($"{_prefix}{weight}_transposed", () => _module.Data($"{_prefix}{weight}").t().contiguous());

    /// <summary>The rows of the joint projection that make queries (0), keys (1) or values (2).</summary>
    private GraphValue InWeight(int part) => _module.Derived($"{_prefix}in_proj_weight_{"qkv"[part]}",
        () => _module.Data($"{_prefix}in_proj_weight").narrow(0, part * _embedding, _embedding).t().contiguous());

    private GraphValue? InBias(int part) => _module.Has($"{_prefix}in_proj_bias")
        ? _module.Derived($"{_prefix}in_proj_bias_{"qkv"[part]}", () => _module.Data($"{_prefix}in_proj_bias").narrow(0, part * _embedding, _embedding).clone())
        : null;

    /// <summary>The sequence with its learned last element, then with zeros, where the module adds them.</summary>
    private GraphValue Extended(GraphValue sequence, string learned, GraphValue source)
    {
        SizeExpression[] one = [SizeExpression.Fixed(1), source.Shape[1], SizeExpression.Fixed(_embedding)];
        var parts = new List<GraphValue> { sequence };
        if (_module.OptionalValue($"{_prefix}{learned}") is { } last)
            parts.Add(_c.Emit("Expand", [last, _c.SizeVector(one)]));
        if (AddsZero)
            parts.Add(_c.Emit("Expand", [_c.Filled(0, sequence.ElementType, 1, 1, 1), _c.SizeVector(one)]));
        return parts.Count == 1 ? sequence : _c.Emit("Concat", parts, ("axis", 0));
    }

    /// <summary>[L,N,E] to its axes L, N, heads, head size in an order.</summary>
    private GraphValue Split(GraphValue sequence, params long[] order) =>
        _c.Emit("Transpose", [_c.Emit("Reshape", [sequence, _c.Vector(0, 0, _heads, HeadSize)])], ("perm", order));

    /// <summary>What is added to the scores: minus infinity where a key is padding.</summary>
    private GraphValue Hidden(GraphValue padding, ElementType type) =>
        _c.EmitAs(type, "Where", [padding, _c.Scalar(double.NegativeInfinity, type), _c.Scalar(0, type)]);

    /// <summary>A mask of two axes with zeros for the added keys, which are never hidden.</summary>
    private GraphValue Extended(GraphValue mask) =>
        Added == 0 ? mask : _c.Emit("Pad", [mask, _c.Vector(0, 0, 0, Added), _c.Scalar(0, mask.ElementType)]);
}
