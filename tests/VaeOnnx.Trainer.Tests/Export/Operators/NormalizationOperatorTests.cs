using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Normalizations by running statistics, of layers, groups and instances, by norms and by neighbours.</summary>
[TestClass]
public sealed class NormalizationOperatorTests
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Row = Normal(Batch, 6);
    private static readonly OperatorInput Line = Normal(Batch, 6, 11);
    private static readonly OperatorInput Image = Normal(Batch, 6, 5, 7);
    private static readonly OperatorInput Volume = Normal(Batch, 6, 3, 4, 5);
    private static readonly OperatorInput Free = Normal(Batch, 6, Dimension.Named("height"), Dimension.Named("width"));

    internal static IReadOnlyList<OperatorCase> Cases { get; } =
        [.. Functions().Concat(Modules()).Select(row => row with { Tolerance = OperatorTolerance.Sums })];

    internal static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("functional.batch_norm", "training", x => functional.batch_norm(x, zeros(6), ones(6), training: true), Image, "training mode"),
        new OperatorRefusal(OperatorCase.OfModule("functional.instance_norm", "training", () => InstanceNorm2d(6, track_running_stats: true), Image), "training mode") { IsTraining = true },
        OperatorRefusal.Of("functional.normalize", "p 0", x => functional.normalize(x, 0), Line, "order 0"),
    ];

    public static IEnumerable<object[]> Rows => OperatorProof.Rows(Cases);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Normalization_ComputesTheSame(int row, string name) => OperatorProof.Check(Cases[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_InexpressibleNormalization_IsRefused(int row, string name) => OperatorProof.Check(Refusals[row]);

    private static OperatorCase[] Functions() =>
    [
        OperatorCase.Of("functional.batch_norm", "statistics alone", x => functional.batch_norm(x, Weight(6), Positives(6), eps: 1e-3), Image),
        OperatorCase.Of("functional.batch_norm", "weight alone", x => functional.batch_norm(x, Weight(6), Positives(6), Weight(6)), Line),
        OperatorCase.Of("functional.batch_norm", "bias alone", x => functional.batch_norm(x, Weight(6), Positives(6), null, Weight(6)), Row),
        OperatorCase.Of("functional.batch_norm", "statistics of the batch", x => functional.batch_norm(x, null, null, Weight(6), Weight(6), training: true), Image),
        OperatorCase.Of("functional.batch_norm", "float64", x => functional.batch_norm(x, Weight(6).to(float64), Positives(6).to(float64)), Image.As(ElementType.Float64)),
        OperatorCase.Of("functional.layer_norm", "last axis", x => functional.layer_norm(x, [11]), Line),
        OperatorCase.Of("functional.layer_norm", "two axes, weight and bias", x => functional.layer_norm(x, [5, 7], Weight(5, 7), Weight(5, 7), 1e-3), Image),
        OperatorCase.Of("functional.layer_norm", "weight alone", x => functional.layer_norm(x, [6], Weight(6)), Row),
        OperatorCase.Of("functional.layer_norm", "bias alone", x => functional.layer_norm(x, [6], null, Weight(6)), Row),
        OperatorCase.Of("functional.layer_norm", "float64", x => functional.layer_norm(x, [11]), Line.As(ElementType.Float64)),
        OperatorCase.Of("functional.group_norm", "", x => functional.group_norm(x, 3), Image),
        OperatorCase.Of("functional.group_norm", "weight alone", x => functional.group_norm(x, 2, Weight(6), null, 1e-3), Line),
        OperatorCase.Of("functional.group_norm", "bias alone, free sizes", x => functional.group_norm(x, 2, null, Weight(6)), Free),
        OperatorCase.Of("functional.group_norm", "two axes", x => functional.group_norm(x, 2, Weight(6), Weight(6)), Row),
        OperatorCase.Of("functional.group_norm", "float64", x => functional.group_norm(x, 2), Line.As(ElementType.Float64)),
        OperatorCase.Of("functional.instance_norm", "", x => functional.instance_norm(x), Image),
        OperatorCase.Of("functional.instance_norm", "weight and bias", x => functional.instance_norm(x, null, null, Weight(6), Weight(6), eps: 1e-3), Line),
        OperatorCase.Of("functional.instance_norm", "float64", x => functional.instance_norm(x, null, null, Weight(6).to(float64)), Image.As(ElementType.Float64)),
        OperatorCase.Of("functional.local_response_norm", "odd size", x => functional.local_response_norm(x, 3, 0.3, 0.6, 1.5), Image),
        OperatorCase.Of("functional.local_response_norm", "even size", x => functional.local_response_norm(x, 4, 0.3, 0.6, 1.5), Image),
        OperatorCase.Of("functional.local_response_norm", "three axes", x => functional.local_response_norm(x, 5, 0.3), Line),
        OperatorCase.Of("functional.local_response_norm", "five axes, even size", x => functional.local_response_norm(x, 2, 0.3), Volume),
        OperatorCase.Of("functional.normalize", "", x => functional.normalize(x), Line),
        OperatorCase.Of("functional.normalize", "p 1, last axis", x => functional.normalize(x, 1, -1), Image),
        OperatorCase.Of("functional.normalize", "p 3", x => functional.normalize(x, 3, 2), Image),
        OperatorCase.Of("functional.normalize", "p infinity", x => functional.normalize(x, double.PositiveInfinity), Line),
        OperatorCase.Of("functional.normalize", "eps that counts", x => functional.normalize(x, 2, 1, 100), Line),
        OperatorCase.Of("functional.normalize", "float64", x => functional.normalize(x), Line.As(ElementType.Float64)),
    ];

    private static OperatorCase[] Modules() =>
    [
        OperatorCase.OfModule("BatchNorm1d", "two axes", () => Randomized(BatchNorm1d(6)), Row),
        OperatorCase.OfModule("BatchNorm1d", "three axes", () => Randomized(BatchNorm1d(6)), Line),
        OperatorCase.OfModule("BatchNorm2d", "", () => Randomized(BatchNorm2d(6)), Image),
        OperatorCase.OfModule("BatchNorm2d", "affine: false", () => Randomized(BatchNorm2d(6, affine: false)), Image),
        OperatorCase.OfModule("BatchNorm2d", "track_running_stats: false", () => Randomized(BatchNorm2d(6, track_running_stats: false)), Image),
        OperatorCase.OfModule("BatchNorm3d", "", () => Randomized(BatchNorm3d(6)), Volume),
        OperatorCase.OfModule("LayerNorm", "", () => Randomized(LayerNorm([5, 7])), Image),
        OperatorCase.OfModule("LayerNorm", "bias: false", () => Randomized(LayerNorm(11, bias: false)), Line),
        OperatorCase.OfModule("LayerNorm", "elementwise_affine: false", () => LayerNorm(11, elementwise_affine: false), Line),
        OperatorCase.OfModule("GroupNorm", "", () => Randomized(GroupNorm(3, 6)), Image),
        OperatorCase.OfModule("GroupNorm", "affine: false", () => GroupNorm(2, 6, affine: false), Line),
        OperatorCase.OfModule("InstanceNorm1d", "", () => InstanceNorm1d(6), Line),
        OperatorCase.OfModule("InstanceNorm2d", "affine", () => Randomized(InstanceNorm2d(6, affine: true)), Image),
        OperatorCase.OfModule("InstanceNorm2d", "running statistics", () => Randomized(InstanceNorm2d(6, affine: true, track_running_stats: true)), Image),
        OperatorCase.OfModule("InstanceNorm2d", "single image", () => InstanceNorm2d(6), Normal(6, 5, 7)),
        OperatorCase.OfModule("InstanceNorm3d", "", () => InstanceNorm3d(6), Volume),
        OperatorCase.OfModule("LocalResponseNorm", "", () => LocalResponseNorm(3), Image),
    ];

    /// <summary>Weights and statistics of their own: with ones and zeros a wrong export would pass.</summary>
    private static Module<Tensor, Tensor> Randomized(Module<Tensor, Tensor> module)
    {
        using var noGrad = no_grad();
        foreach (var (_, parameter) in module.named_parameters())
            parameter.copy_(OperatorWeights.Of(parameter.shape));
        Statistics.Randomize(module);
        return module;
    }

    private static Tensor Weight(params long[] shape) => OperatorWeights.Of(shape);

    private static Tensor Positives(params long[] shape) => OperatorWeights.Of(shape).abs() + 0.5;
}
