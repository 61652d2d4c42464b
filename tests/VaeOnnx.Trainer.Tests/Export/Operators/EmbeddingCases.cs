using TorchSharp;
using TorchSharp.Modules;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Embeddings and bags of them, and the containers that compute nothing themselves.</summary>
internal static class EmbeddingCases
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Tokens = Whole(ElementType.Int64, 0, 7, Batch, 5);
    private static readonly OperatorInput List = Whole(ElementType.Int64, 0, 7, 9);
    private static readonly OperatorInput Unused = Normal(1);

    public static IReadOnlyList<OperatorCase> All { get; } = [.. Tables, .. Bags.Select(row => row with { Tolerance = OperatorTolerance.Sums }), .. Containers];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        new(OfModule("Embedding", "max_norm", () => nn.Embedding(7, 3, max_norm: 0.5), Tokens), "max_norm"),
        new(OfModule("EmbeddingBag", "include_last_offset of a matrix", () => new With<EmbeddingBag>(nn.EmbeddingBag(7, 3, include_last_offset: true), (m, x, _, _) => m.call(x)),
            Whole(ElementType.Int64, 0, 7, 4, 5), List, Unused), "leaves out the last row"),
        new(OfModule("EmbeddingBag", "max_norm", () => new With<EmbeddingBag>(nn.EmbeddingBag(7, 3, max_norm: 0.5), (m, x, _, _) => m.call(x)), Tokens, List, Unused), "max_norm"),
    ];

    private static IEnumerable<OperatorCase> Tables =>
    [
        OfModule("Embedding", "", () => nn.Embedding(7, 3), Tokens) with { Tolerance = OperatorTolerance.Exact },
        OfModule("Embedding", "padding_idx, int32", () => nn.Embedding(7, 3, padding_idx: 2), Tokens.As(ElementType.Int32)) with { Tolerance = OperatorTolerance.Exact },
        OfModule("Embedding", "one index", () => nn.Embedding(7, 3), Whole(ElementType.Int64, 0, 7)) with { Tolerance = OperatorTolerance.Exact },
        OfModule("Embedding", "from_pretrained, float64", () => nn.Embedding_from_pretrained(arange(21, dtype: ScalarType.Float64).reshape(7, 3)), Tokens) with { Tolerance = OperatorTolerance.Exact },
    ];

    private static IEnumerable<OperatorCase> Bags =>
    [
        .. Enum.GetValues<EmbeddingBagMode>().SelectMany(mode => new[]
        {
            Bag($"{mode}", () => nn.EmbeddingBag(7, 3, mode: mode), (m, x, _, _) => m.call(x)),
            Bag($"{mode}, padding_index", () => nn.EmbeddingBag(7, 3, mode: mode, padding_index: 2), (m, x, _, _) => m.call(x)),
            Bag($"{mode}, offsets", () => nn.EmbeddingBag(7, 3, mode: mode), (m, _, list, _) => m.call(list, Starts())),
            Bag($"{mode}, offsets, padding_index", () => nn.EmbeddingBag(7, 3, mode: mode, padding_index: 3), (m, _, list, _) => m.call(list, Starts())),
        }),
        Bag("Sum, include_last_offset", () => nn.EmbeddingBag(7, 3, mode: EmbeddingBagMode.Sum, include_last_offset: true), (m, _, list, _) => m.call(list, Starts())),
        OfModule("EmbeddingBag", "Sum, per_sample_weights", () => new With<EmbeddingBag>(nn.EmbeddingBag(7, 3, mode: EmbeddingBagMode.Sum), (m, x, w, _) => m.call(x, null, w)),
            Tokens, Normal(Batch, 5), Unused),
        OfModule("EmbeddingBag", "Sum, offsets, per_sample_weights", () => new With<EmbeddingBag>(nn.EmbeddingBag(7, 3, mode: EmbeddingBagMode.Sum), (m, x, w, _) => m.call(x, Starts(), w)),
            List, Normal(9), Unused),
    ];

    private static IEnumerable<OperatorCase> Containers =>
    [
        OfModule("Bilinear", "", () => nn.Bilinear(3, 4, 2), Normal(Batch, 3), Normal(Batch, 4)) with { Tolerance = OperatorTolerance.Sums },
        OfModule("Bilinear", "no bias", () => nn.Bilinear(3, 4, 2, hasBias: false), Normal(Batch, 3), Normal(Batch, 4)) with { Tolerance = OperatorTolerance.Sums },
        OfModule("Identity", "", () => nn.Identity(), Normal(Batch, 3)) with { Tolerance = OperatorTolerance.Exact },
        OfModule("Sequential", "", () => nn.Sequential(("first", nn.Linear(3, 4)), ("second", nn.ReLU())), Normal(Batch, 3)) with { Tolerance = OperatorTolerance.Sums },
        OfModule("ModuleList", "", () => new Listed(), Normal(Batch, 3)) with { Tolerance = OperatorTolerance.Sums },
        OfModule("ModuleDict", "", () => new Named(), Normal(Batch, 3)) with { Tolerance = OperatorTolerance.Sums },
    ];

    /// <summary>Where bags start, one of them empty.</summary>
    private static Tensor Starts() => tensor(new long[] { 0, 3, 3, 7 });

    private static OperatorCase Bag(string parameters, Func<EmbeddingBag> create, Func<EmbeddingBag, Tensor, Tensor, Tensor, object> call) =>
        OfModule("EmbeddingBag", parameters, () => new With<EmbeddingBag>(create(), call), Tokens, List, Unused);

    private sealed class Listed : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleList<nn.Module<Tensor, Tensor>> _layers = nn.ModuleList<nn.Module<Tensor, Tensor>>(nn.Linear(3, 3), nn.Linear(3, 2));

        public Listed()
            : base(nameof(Listed)) => RegisterComponents();

        public override Tensor forward(Tensor x) => _layers.Aggregate(x, (value, layer) => layer.call(value));
    }

    private sealed class Named : nn.Module<Tensor, Tensor>
    {
        private readonly ModuleDict<nn.Module<Tensor, Tensor>> _layers = nn.ModuleDict<nn.Module<Tensor, Tensor>>(("a", nn.Linear(3, 3)), ("b", nn.Linear(3, 2)));

        public Named()
            : base(nameof(Named)) => RegisterComponents();

        public override Tensor forward(Tensor x) => _layers["b"].call(_layers["a"].call(x));
    }
}
