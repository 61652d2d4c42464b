using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Maximum, average, power-average and adaptive pooling, as functions and as modules.</summary>
[TestClass]
public sealed class PoolingOperatorTests
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Line = Normal(Batch, 3, 11);
    private static readonly OperatorInput Image = Normal(Batch, 3, 8, 11);
    private static readonly OperatorInput Volume = Normal(Batch, 2, 5, 6, 7);
    private static readonly OperatorInput Free = Normal(Batch, 3, Dimension.Named("height"), Dimension.Named("width"));

    internal static IReadOnlyList<OperatorCase> Cases { get; } = [.. Maxima(), .. Means().Select(row => row with { Tolerance = OperatorTolerance.Sums })];

    internal static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("functional.avg_pool2d", "float64", x => functional.avg_pool2d(x, 2), Image.As(ElementType.Float64), "no AveragePool for Float64"),
        OperatorRefusal.Of("functional.avg_pool2d", "free sizes, ceil_mode, counted padding", x => functional.avg_pool2d(x, 3, 2, 1, ceil_mode: true), Free, "ceil_mode with counted padding"),
        OperatorRefusal.Of("functional.avg_pool2d", "free sizes, ceil_mode, divisor", x => functional.avg_pool2d(x, 3, 2, 0, ceil_mode: true, divisor_override: 2), Free, "divisor_override with ceil_mode"),
        OperatorRefusal.Of("functional.adaptive_avg_pool2d", "free sizes", x => functional.adaptive_avg_pool2d(x, 2), Free, "follows a free dimension"),
        OperatorRefusal.Of("functional.lp_pool2d", "infinity", x => functional.lp_pool2d(x, double.PositiveInfinity, 2), Image, "infinity"),
        OperatorRefusal.Of("functional.adaptive_max_pool1d_with_indices", "unequal windows", x => functional.adaptive_max_pool1d_with_indices(x, 4), Line, "unequal size"),
        OperatorRefusal.Of("functional.max_pool2d_with_indices", "dilation, ceil_mode", x => functional.max_pool2d_with_indices(x, [2, 2], [2, 2], [1, 1], [2, 2], true), Image, "beyond the input"),
        OperatorRefusal.Of("functional.max_pool2d_with_indices", "free sizes", x => functional.max_pool2d_with_indices(x, [2]), Free, "follows a free dimension"),
        OperatorRefusal.Of("functional.fractional_max_pool2d", "", x => functional.fractional_max_pool2d(x, 2, 3), Image, "random"),
    ];

    public static IEnumerable<object[]> Rows => OperatorProof.Rows(Cases);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Pooling_ComputesTheSame(int row, string name) => OperatorProof.Check(Cases[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_InexpressiblePooling_IsRefused(int row, string name) => OperatorProof.Check(Refusals[row]);

    private static OperatorCase[] Maxima() =>
    [
        .. new OperatorCase[]
        {
            OperatorCase.Of("functional.max_pool1d", "", x => functional.max_pool1d(x, 3), Line),
            OperatorCase.Of("functional.max_pool1d", "stride, padding, dilation", x => functional.max_pool1d(x, 3, 2, 1, 2), Line),
            OperatorCase.Of("functional.max_pool1d", "ceil_mode", x => functional.max_pool1d(x, 2, 2, ceil_mode: true), Line),
            OperatorCase.Of("functional.max_pool1d", "single sequence", x => functional.max_pool1d(x, 3), Normal(3, 11)),
            OperatorCase.Of("functional.max_pool2d", "one number", x => functional.max_pool2d(x, 2), Image),
            OperatorCase.Of("functional.max_pool2d", "tuples", x => functional.max_pool2d(x, (3, 2), (2, 1), (1, 0), (1, 2)), Image),
            OperatorCase.Of("functional.max_pool2d", "arrays", x => functional.max_pool2d(x, [3, 2], [2, 1], [1, 1]), Image),
            OperatorCase.Of("functional.max_pool2d", "ceil_mode, stride above kernel", x => functional.max_pool2d(x, 2, 3, ceil_mode: true), Image),
            OperatorCase.Of("functional.max_pool2d", "ceil_mode, padding", x => functional.max_pool2d(x, 3, 2, 1, ceil_mode: true), Image),
            OperatorCase.Of("functional.max_pool2d", "ceil_mode, padding, dilation", x => functional.max_pool2d(x, 2, 3, 1, 2, ceil_mode: true), Image),
            OperatorCase.Of("functional.max_pool2d", "free sizes", x => functional.max_pool2d(x, 2), Free),
            OperatorCase.Of("functional.max_pool2d", "free sizes, ceil_mode", x => functional.max_pool2d(x, 3, 2, ceil_mode: true), Free),
            OperatorCase.Of("functional.max_pool2d", "float64", x => functional.max_pool2d(x, 2), Image.As(ElementType.Float64)),
            OperatorCase.Of("functional.max_pool3d", "", x => functional.max_pool3d(x, [2, 3, 2], [2, 1, 2], [1, 1, 0]), Volume),
            OperatorCase.Of("functional.max_pool1d_with_indices", "", x => functional.max_pool1d_with_indices(x, 3, 2, 1), Line),
            OperatorCase.Of("functional.max_pool2d_with_indices", "stride, padding", x => functional.max_pool2d_with_indices(x, [3, 2], [2, 2], [1, 0]), Image),
            OperatorCase.Of("functional.max_pool2d_with_indices", "single image", x => functional.max_pool2d_with_indices(x, [3, 2]), Normal(3, 8, 11)),
            OperatorCase.Of("functional.max_pool3d_with_indices", "", x => functional.max_pool3d_with_indices(x, [2, 2, 2]), Volume),
            OperatorCase.Of("functional.max_unpool1d", "", x => Unpool1d(x), Normal(Batch, 3, 10)),
            OperatorCase.Of("functional.adaptive_max_pool1d", "equal windows", x => functional.adaptive_max_pool1d(x, 4), Normal(Batch, 3, 12)),
            OperatorCase.Of("functional.adaptive_max_pool1d", "unequal windows", x => functional.adaptive_max_pool1d(x, 4), Line),
            OperatorCase.Of("functional.adaptive_max_pool2d", "unequal windows", x => functional.adaptive_max_pool2d(x, [3, 7]), Image),
            OperatorCase.Of("functional.adaptive_max_pool2d", "size 1, free sizes", x => functional.adaptive_max_pool2d(x, [1, 1]), Free),
            OperatorCase.Of("functional.adaptive_max_pool2d_with_indices", "", x => functional.adaptive_max_pool2d_with_indices(x, [2, 1]), Image),
            OperatorCase.Of("functional.adaptive_max_pool1d_with_indices", "", x => functional.adaptive_max_pool1d_with_indices(x, 4), Normal(Batch, 3, 12)),
            OperatorCase.OfModule("MaxPool1d", "", () => MaxPool1d(3, 2, 1), Line),
            OperatorCase.OfModule("MaxPool2d", "ceil_mode", () => MaxPool2d(3, 2, 1, ceil_mode: true), Image),
            OperatorCase.OfModule("MaxPool3d", "", () => MaxPool3d(2), Volume),
            OperatorCase.OfModule("AdaptiveMaxPool1d", "", () => AdaptiveMaxPool1d(5), Line),
            OperatorCase.OfModule("AdaptiveMaxPool2d", "", () => AdaptiveMaxPool2d([5, 4]), Image),
        }.Select(row => row with { Tolerance = OperatorTolerance.Exact }),
    ];

    private static OperatorCase[] Means() =>
    [
        OperatorCase.Of("functional.avg_pool1d", "", x => functional.avg_pool1d(x, 3), Line),
        OperatorCase.Of("functional.avg_pool1d", "padding not counted", x => functional.avg_pool1d(x, 3, 2, 1, count_include_pad: false), Line),
        OperatorCase.Of("functional.avg_pool2d", "padding counted", x => functional.avg_pool2d(x, 3, 2, 1), Image),
        OperatorCase.Of("functional.avg_pool2d", "tuples", x => functional.avg_pool2d(x, (3, 2), (2, 1), (1, 0)), Image),
        OperatorCase.Of("functional.avg_pool2d", "arrays", x => functional.avg_pool2d(x, [3, 2], [2, 1], [1, 1]), Image),
        OperatorCase.Of("functional.avg_pool2d", "ceil_mode", x => functional.avg_pool2d(x, 3, 2, ceil_mode: true), Image),
        OperatorCase.Of("functional.avg_pool2d", "ceil_mode, padding counted", x => functional.avg_pool2d(x, (4, 3), (3, 4), (1, 1), ceil_mode: true), Image),
        OperatorCase.Of("functional.avg_pool2d", "ceil_mode, padding not counted", x => functional.avg_pool2d(x, 4, 3, 1, ceil_mode: true, count_include_pad: false), Image),
        OperatorCase.Of("functional.avg_pool2d", "divisor_override", x => functional.avg_pool2d(x, 3, 2, 1, divisor_override: 5), Image),
        OperatorCase.Of("functional.avg_pool2d", "divisor_override, ceil_mode", x => functional.avg_pool2d(x, 4, 3, 1, ceil_mode: true, divisor_override: 5), Image),
        OperatorCase.Of("functional.avg_pool2d", "free sizes", x => functional.avg_pool2d(x, 3, 2, 1), Free),
        OperatorCase.Of("functional.avg_pool2d", "free sizes, ceil_mode", x => functional.avg_pool2d(x, 3, 2, ceil_mode: true), Free),
        OperatorCase.Of("functional.avg_pool2d", "free sizes, ceil_mode, padding not counted", x => functional.avg_pool2d(x, 3, 2, 1, ceil_mode: true, count_include_pad: false), Free),
        OperatorCase.Of("functional.avg_pool2d", "single image", x => functional.avg_pool2d(x, 3, 2, ceil_mode: true), Normal(3, 8, 11)),
        OperatorCase.Of("functional.avg_pool3d", "ceil_mode", x => functional.avg_pool3d(x, [2, 3, 2], [2, 2, 2], [1, 1, 1], ceil_mode: true), Volume),
        OperatorCase.Of("functional.lp_pool1d", "p 2", x => functional.lp_pool1d(x, 2, 3, 2), Line),
        OperatorCase.Of("functional.lp_pool1d", "p 3 of positive input", x => functional.lp_pool1d(x, 3, 3), Positive(Batch, 3, 11)),
        OperatorCase.Of("functional.lp_pool2d", "p 2, ceil_mode", x => functional.lp_pool2d(x, 2, 3, 2, ceil_mode: true), Image),
        OperatorCase.Of("functional.lp_pool2d", "p 1.5 of positive input", x => functional.lp_pool2d(x, 1.5, [2, 3]), Positive(Batch, 3, 8, 11)),
        OperatorCase.Of("functional.adaptive_avg_pool1d", "equal windows", x => functional.adaptive_avg_pool1d(x, 4), Normal(Batch, 3, 12)),
        OperatorCase.Of("functional.adaptive_avg_pool1d", "unequal windows", x => functional.adaptive_avg_pool1d(x, 4), Line),
        OperatorCase.Of("functional.adaptive_avg_pool2d", "size 1, free sizes", x => functional.adaptive_avg_pool2d(x, 1), Free),
        OperatorCase.Of("functional.adaptive_avg_pool2d", "unequal windows, tuple", x => functional.adaptive_avg_pool2d(x, (3, 7)), Image),
        OperatorCase.Of("functional.adaptive_avg_pool2d", "larger than the input", x => functional.adaptive_avg_pool2d(x, (10, 13)), Image),
        OperatorCase.Of("functional.adaptive_avg_pool2d", "single image", x => functional.adaptive_avg_pool2d(x, (4, 3)), Normal(3, 8, 11)),
        OperatorCase.Of("functional.adaptive_avg_pool3d", "unequal windows", x => functional.adaptive_avg_pool3d(x, (2, 3, 4)), Volume),
        OperatorCase.OfModule("AvgPool1d", "", () => AvgPool1d(3, 2, 1), Line),
        OperatorCase.OfModule("AvgPool2d", "", () => AvgPool2d(3, 2, 1), Image),
        OperatorCase.OfModule("AvgPool3d", "", () => AvgPool3d(2), Volume),
        OperatorCase.OfModule("LPPool1d", "", () => LPPool1d(2, 3), Line),
        OperatorCase.OfModule("LPPool2d", "", () => LPPool2d(2, 3), Image),
        OperatorCase.OfModule("AdaptiveAvgPool1d", "", () => AdaptiveAvgPool1d(5), Line),
        OperatorCase.OfModule("AdaptiveAvgPool2d", "", () => AdaptiveAvgPool2d((1, 1)), Image),
        OperatorCase.OfModule("AdaptiveAvgPool3d", "", () => AdaptiveAvgPool3d((2, 3, 2)), Volume),
    ];

    private static torch.Tensor Unpool1d(torch.Tensor x)
    {
        var (values, indices) = functional.max_pool1d_with_indices(x, 2, 2);
        return functional.max_unpool1d(values, indices, 2, 2);
    }
}
