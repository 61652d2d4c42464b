using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Losses: every one with its parameters, the three reductions, single samples, and as modules.</summary>
internal static class LossCases
{
    private static readonly Dimension B = Dimension.Batch;
    private static readonly OperatorInput Rows = Normal(B, 5);
    private static readonly OperatorInput Logits = Normal(B, 4);
    private static readonly OperatorInput Maps = Normal(B, 4, 3);
    private static readonly OperatorInput Classes = Whole(ElementType.Int64, 0, 4, B);
    private static readonly OperatorInput MapClasses = Whole(ElementType.Int64, 0, 4, B, 3);
    private static readonly OperatorInput Chances = new(ElementType.Float32, [B, 5], (sizes, generator) => rand(sizes, generator: generator));
    private static readonly OperatorInput Signs = new(ElementType.Float32, [B, 5], (sizes, generator) => (randint(0, 2, sizes, generator: generator) * 2) - 1);
    private static readonly OperatorInput RowSigns = Signs with { Shape = [B] };
    private static readonly OperatorInput Counts = Whole(ElementType.Float32, 0, 6, B, 5);

    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. new[] { Regression, Binary, Multiclass, Embeddings, Modules }.SelectMany(rows => rows).Select(row => row with { Tolerance = OperatorTolerance.Sums })];

    public static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        new(OperatorCase.Of("functional.ctc_loss", "", (x, y) => functional.ctc_loss(x.log_softmax(-1), y, torch.tensor(new long[] { 6 }), torch.tensor(new long[] { 2 })),
            Normal(6, 1, 4), Whole(ElementType.Int64, 1, 4, 1, 2)), "no emitter"),
        new(OperatorCase.Of("functional.triplet_margin_with_distance_loss", "a distance of one's own",
            (a, p, n) => functional.triplet_margin_with_distance_loss(a, p, n, (x, y) => (x - y).abs().sum(-1)), Rows, Rows, Rows), "Native code calls"),
    ];

    private static IEnumerable<OperatorCase> Regression =>
    [
        .. EachReduction("functional.mse_loss", (x, y, reduction) => functional.mse_loss(x, y, reduction), Rows, Rows),
        .. EachReduction("functional.l1_loss", (x, y, reduction) => functional.l1_loss(x, y, reduction), Rows, Rows),
        .. EachReduction("functional.smooth_l1_loss", (x, y, reduction) => functional.smooth_l1_loss(x, y, reduction), Rows, Rows),
        Row("functional.smooth_l1_loss", "beta", (x, y) => functional.smooth_l1_loss(x, y, beta: 0.3), Rows, Rows),
        Row("functional.smooth_l1_loss", "beta 0", (x, y) => functional.smooth_l1_loss(x, y, beta: 0), Rows, Rows),
        .. EachReduction("functional.huber_loss", (x, y, reduction) => functional.huber_loss(x, y, 1.5, reduction), Rows, Rows),
        Row("functional.mse_loss", "float64", (x, y) => functional.mse_loss(x, y), Rows.As(ElementType.Float64), Rows.As(ElementType.Float64)),
        .. EachReduction("functional.poisson_nll_loss", (x, y, reduction) => functional.poisson_nll_loss(x, y, reduction: reduction), Rows, Counts),
        Row("functional.poisson_nll_loss", "full", (x, y) => functional.poisson_nll_loss(x, y, full: true), Rows, Counts),
        Row("functional.poisson_nll_loss", "log_input false, eps", (x, y) => functional.poisson_nll_loss(x, y, log_input: false, eps: 0.1f), Positive(B, 5), Counts),
        Row("functional.gaussian_nll_loss", "", (x, y, v) => functional.gaussian_nll_loss(x, y, v), Rows, Rows, Positive(B, 5)),
        Row("functional.gaussian_nll_loss", "full, Sum", (x, y, v) => functional.gaussian_nll_loss(x, y, v, full: true, reduction: Reduction.Sum), Rows, Rows, Positive(B, 5)),
        .. EachReduction("functional.kl_div", (x, y, reduction) => functional.kl_div(x.log_softmax(-1), y.log_softmax(-1), reduction: reduction), Rows, Rows),
        Row("functional.kl_div", "log_target false, zeros", (x, y) => functional.kl_div(x.log_softmax(-1), y.relu(), log_target: false), Rows, Rows),
    ];

    private static IEnumerable<OperatorCase> Binary =>
    [
        .. EachReduction("functional.binary_cross_entropy", (x, y, reduction) => functional.binary_cross_entropy(x, y, reduction: reduction), Chances, Chances),
        Row("functional.binary_cross_entropy", "weight", (x, y) => functional.binary_cross_entropy(x, y, OperatorWeights.Of(5).abs()), Chances, Chances),
        Row("functional.binary_cross_entropy", "certain", (x, y) => functional.binary_cross_entropy(x.round(), y), Chances, Chances),
        .. EachReduction("functional.binary_cross_entropy_with_logits", (x, y, reduction) => functional.binary_cross_entropy_with_logits(x * 20, y, reduction: reduction), Rows, Chances),
        Row("functional.binary_cross_entropy_with_logits", "weight, pos_weights",
            (x, y) => functional.binary_cross_entropy_with_logits(x, y, OperatorWeights.Of(5).abs(), pos_weights: OperatorWeights.Of(5).abs() + 1), Rows, Chances),
        Row("functional.binary_cross_entropy_with_logits", "float64", (x, y) => functional.binary_cross_entropy_with_logits(x, y), Rows.As(ElementType.Float64), Chances.As(ElementType.Float64)),
        .. EachReduction("functional.soft_margin_loss", (x, y, reduction) => functional.soft_margin_loss(x, y, reduction), Rows, Signs),
        .. EachReduction("functional.multilabel_soft_margin_loss", (x, y, reduction) => functional.multilabel_soft_margin_loss(x, y, reduction: reduction), Rows, Chances),
        Row("functional.multilabel_soft_margin_loss", "weight", (x, y) => functional.multilabel_soft_margin_loss(x, y, OperatorWeights.Of(5).abs()), Rows, Chances),
        .. EachReduction("functional.hinge_embedding_loss", (x, y, reduction) => functional.hinge_embedding_loss(x, y, 1.5, reduction), Rows, Signs),
    ];

    private static IEnumerable<OperatorCase> Multiclass =>
    [
        .. EachReduction("functional.cross_entropy", (x, y, reduction) => functional.cross_entropy(x, y, reduction: reduction), Logits, Classes),
        .. EachReduction("functional.cross_entropy", (x, y, reduction) => functional.cross_entropy(x, y, Weights(), 1, reduction, 0.1), Maps, MapClasses, "more axes, weight, ignore_index, label_smoothing"),
        Row("functional.cross_entropy", "ignore_index, label_smoothing", (x, y) => functional.cross_entropy(x, y, ignore_index: 2, label_smoothing: 0.3), Normal(9, 4), Whole(ElementType.Int64, 0, 4, 9)),
        Row("functional.cross_entropy", "single sample", (x, y) => functional.cross_entropy(x, y, Weights()), Normal(4), Whole(ElementType.Int64, 0, 4)),
        .. EachReduction("functional.cross_entropy", (x, y, reduction) => functional.cross_entropy(x, y.softmax(1), Weights(), reduction: reduction, label_smoothing: 0.2), Maps, Maps, "probabilities, weight, label_smoothing"),
        .. EachReduction("functional.nll_loss", (x, y, reduction) => functional.nll_loss(x.log_softmax(1), y, Weights(), reduction), Maps, MapClasses, "weight"),
        .. EachReduction("functional.multi_margin_loss", (x, y, reduction) => functional.multi_margin_loss(x, y, reduction: reduction), Logits, Classes),
        Row("functional.multi_margin_loss", "p 2, margin, weight", (x, y) => functional.multi_margin_loss(x, y, 2, 0.5, Weights()), Logits, Classes),
        .. EachReduction("functional.multi_label_margin_loss", (x, y, reduction) => functional.multi_label_margin_loss(x, y, reduction), Logits, Whole(ElementType.Int64, -1, 4, B, 4)),
        Row("functional.multi_label_margin_loss", "single sample", (x, y) => functional.multi_label_margin_loss(x, y), Normal(4), Whole(ElementType.Int64, -1, 4, 4)),
    ];

    private static IEnumerable<OperatorCase> Embeddings =>
    [
        .. new[] { Reduction.None, Reduction.Mean, Reduction.Sum }.SelectMany(reduction => new[]
        {
            Row("functional.margin_ranking_loss", $"margin, {reduction}", (x, y, s) => functional.margin_ranking_loss(x, y, s, 0.4, reduction), Rows, Rows, Signs),
            Row("functional.cosine_embedding_loss", $"margin, {reduction}", (x, y, s) => functional.cosine_embedding_loss(x, y, s, 0.1, reduction), Rows, Rows, RowSigns),
            Row("functional.triplet_margin_loss", $"{reduction}", (a, p, n) => functional.triplet_margin_loss(a, p, n, reduction: reduction), Rows, Rows, Rows),
        }),
        Row("functional.cosine_embedding_loss", "single vectors", (x, y, s) => functional.cosine_embedding_loss(x, y, s), Normal(5), Normal(5), Signs with { Shape = [] }),
        Row("functional.triplet_margin_loss", "margin, p, eps, swap", (a, p, n) => functional.triplet_margin_loss(a, p, n, 2, 1, 0.1, swap: true), Rows, Rows, Rows),
        Row("functional.triplet_margin_with_distance_loss", "", (a, p, n) => functional.triplet_margin_with_distance_loss(a, p, n, swap: true), Rows, Rows, Rows),
    ];

    private static IEnumerable<OperatorCase> Modules =>
    [
        OperatorCase.OfModule("MSELoss", "", () => MSELoss(), Rows, Rows),
        OperatorCase.OfModule("L1Loss", "Sum", () => L1Loss(Reduction.Sum), Rows, Rows),
        OperatorCase.OfModule("SmoothL1Loss", "beta", () => SmoothL1Loss(beta: 0.5), Rows, Rows),
        OperatorCase.OfModule("HuberLoss", "delta", () => HuberLoss(0.5), Rows, Rows),
        OperatorCase.OfModule("PoissonNLLLoss", "full", () => PoissonNLLLoss(full: true), Rows, Counts),
        OperatorCase.OfModule("GaussianNLLLoss", "", () => GaussianNLLLoss(), Rows, Rows, Positive(B, 5)),
        OperatorCase.OfModule("KLDivLoss", "log_target false", () => KLDivLoss(log_target: false), Rows, Chances),
        OperatorCase.OfModule("BCELoss", "weight", () => BCELoss(OperatorWeights.Of(5).abs()), Chances, Chances),
        OperatorCase.OfModule("BCEWithLogitsLoss", "weight, pos_weights", () => BCEWithLogitsLoss(OperatorWeights.Of(5).abs(), Reduction.Mean, OperatorWeights.Of(5).abs()), Rows, Chances),
        OperatorCase.OfModule("SoftMarginLoss", "", () => SoftMarginLoss(), Rows, Signs),
        OperatorCase.OfModule("MultiLabelSoftMarginLoss", "", () => MultiLabelSoftMarginLoss(), Rows, Chances),
        OperatorCase.OfModule("HingeEmbeddingLoss", "", () => HingeEmbeddingLoss(), Rows, Signs),
        OperatorCase.OfModule("CrossEntropyLoss", "weight, ignore_index", () => CrossEntropyLoss(Weights(), ignore_index: 2), Normal(9, 4), Whole(ElementType.Int64, 0, 4, 9)),
        OperatorCase.OfModule("NLLLoss", "weight", () => NLLLoss(Weights()), Logits, Classes),
        OperatorCase.OfModule("MultiMarginLoss", "weight", () => MultiMarginLoss(2, 0.5, Weights()), Logits, Classes),
        OperatorCase.OfModule("MultiLabelMarginLoss", "", () => MultiLabelMarginLoss(), Logits, Whole(ElementType.Int64, -1, 4, B, 4)),
        OperatorCase.OfModule("MarginRankingLoss", "margin", () => MarginRankingLoss(0.3), Rows, Rows, Signs),
        OperatorCase.OfModule("CosineEmbeddingLoss", "margin", () => CosineEmbeddingLoss(0.1), Rows, Rows, RowSigns),
        OperatorCase.OfModule("TripletMarginLoss", "p, swap", () => TripletMarginLoss(p: 1, swap: true), Rows, Rows, Rows),
        OperatorCase.OfModule("TripletMarginWithDistanceLoss", "", () => TripletMarginWithDistanceLoss(), Rows, Rows, Rows),
    ];

    private static Tensor Weights() => OperatorWeights.Of(4).abs() + 0.1;

    private static IEnumerable<OperatorCase> EachReduction(string operation, Func<Tensor, Tensor, Reduction, object> loss, OperatorInput first, OperatorInput second, string parameters = "") =>
        new[] { Reduction.None, Reduction.Mean, Reduction.Sum }.Select(reduction =>
            Row(operation, parameters.Length == 0 ? $"{reduction}" : $"{parameters}, {reduction}", (x, y) => loss(x, y, reduction), first, second));

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, object> function, OperatorInput first, OperatorInput second) =>
        OperatorCase.Of(operation, parameters, function, first, second);

    private static OperatorCase Row(string operation, string parameters, Func<Tensor, Tensor, Tensor, object> function, OperatorInput first, OperatorInput second, OperatorInput third) =>
        OperatorCase.Of(operation, parameters, function, first, second, third);
}
