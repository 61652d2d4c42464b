using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorCase;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>The choices of parameters that modules of one, two and three spatial axes have in common, each crossed with each.</summary>
internal static class ModuleParameterCases
{
    private static readonly PaddingModes[] Modes = [PaddingModes.Zeros, PaddingModes.Reflect, PaddingModes.Replicate, PaddingModes.Circular];
    private static readonly OperatorInput Line = Normal(Dimension.Batch, 4, 9);
    private static readonly OperatorInput Image = Normal(Dimension.Batch, 4, 7, 6);
    private static readonly OperatorInput Volume = Normal(Dimension.Batch, 4, 5, 4, 6);

    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. new[] { Convolutions, Transposed, Pools, Norms, Upsamplings, Others }.SelectMany(rows => rows).Select(row => row with { Tolerance = OperatorTolerance.Sums })];

    private static IEnumerable<OperatorCase> Convolutions => Modes.SelectMany(mode => new[]
    {
        OfModule("Conv1d", $"padding, stride, groups, {mode}", () => Conv1d(4, 6, 3, 2, 2, 1, mode, 2), Line),
        OfModule("Conv1d", $"Same, dilation, {mode}", () => Conv1d(4, 6, 3, Padding.Same, 1, 2, mode, 1, false), Line),
        OfModule("Conv2d", $"padding, dilation, groups, {mode}", () => Conv2d(4, 6, 3, 1, 2, 2, mode, 2), Image),
        OfModule("Conv2d", $"Same, even kernel, {mode}", () => Conv2d(4, 6, 4, Padding.Same, 1, 1, mode), Image),
        OfModule("Conv3d", $"padding, stride, groups, {mode}", () => Conv3d(4, 6, 3, 2, 1, 1, mode, 2), Volume),
        OfModule("Conv3d", $"Same, no bias, {mode}", () => Conv3d(4, 6, 3, Padding.Same, 1, 1, mode, 1, false), Volume),
    });

    private static IEnumerable<OperatorCase> Transposed =>
    [
        OfModule("ConvTranspose1d", "output_padding, dilation, groups, no bias", () => ConvTranspose1d(4, 6, 3, 3, 1, 2, 2, groups: 2, bias: false), Line),
        OfModule("ConvTranspose2d", "output_padding, dilation", () => ConvTranspose2d(4, 6, 3, 2, 1, 1, 2), Image),
        OfModule("ConvTranspose3d", "output_padding, groups, no bias", () => ConvTranspose3d(4, 6, 3, 2, 1, 1, 1, groups: 2, bias: false), Volume),
    ];

    private static IEnumerable<OperatorCase> Pools =>
    [
        .. new[] { false, true }.SelectMany(ceil => new[] { false, true }.SelectMany(counted => new[]
        {
            OfModule("AvgPool1d", $"padding, ceil_mode {ceil}, count_include_pad {counted}", () => AvgPool1d(3, 2, 1, ceil, counted), Line),
            OfModule("AvgPool2d", $"padding, ceil_mode {ceil}, count_include_pad {counted}", () => AvgPool2d(3, 2, 1, ceil, counted), Image),
            OfModule("AvgPool3d", $"padding, ceil_mode {ceil}, count_include_pad {counted}", () => AvgPool3d(3, 2, 1, ceil, counted), Volume),
        })),
        OfModule("AvgPool2d", "divisor_override", () => AvgPool2d(3, 2, 1, divisor_override: 4), Image),
        OfModule("MaxPool1d", "padding, dilation, ceil_mode", () => MaxPool1d(3, 2, 1, 2, true), Line),
        OfModule("MaxPool3d", "padding, dilation, ceil_mode", () => MaxPool3d(2, 2, 1, 2, true), Volume),
        OfModule("LPPool1d", "stride, ceil_mode", () => LPPool1d(2, 3, 2, true), Line),
        OfModule("LPPool2d", "stride, ceil_mode", () => LPPool2d(2, 3, 2, true), Image),
    ];

    private static IEnumerable<OperatorCase> Norms =>
    [
        .. new[] { false, true }.SelectMany(affine => new[] { false, true }.SelectMany(tracked => new[]
        {
            OfModule("BatchNorm1d", $"affine {affine}, track_running_stats {tracked}", () => WithStatistics(BatchNorm1d(4, affine: affine, track_running_stats: tracked)), Line),
            OfModule("BatchNorm3d", $"affine {affine}, track_running_stats {tracked}", () => WithStatistics(BatchNorm3d(4, affine: affine, track_running_stats: tracked)), Volume),
            OfModule("InstanceNorm1d", $"affine {affine}, track_running_stats {tracked}", () => WithStatistics(InstanceNorm1d(4, affine: affine, track_running_stats: tracked)), Line),
            OfModule("InstanceNorm3d", $"affine {affine}, track_running_stats {tracked}", () => WithStatistics(InstanceNorm3d(4, affine: affine, track_running_stats: tracked)), Volume),
        })),
    ];

    private static IEnumerable<OperatorCase> Upsamplings =>
    [
        OfModule("Upsample", "nearest, sequence to a size", () => Upsample([14]), Line),
        OfModule("Upsample", "nearest, volume", () => Upsample(scale_factor: [2, 2, 2]), Volume),
        .. new[] { false, true }.SelectMany(aligned => new[]
        {
            OfModule("Upsample", $"linear, align_corners {aligned}", () => Upsample(scale_factor: [2], mode: UpsampleMode.Linear, align_corners: aligned), Line),
            OfModule("Upsample", $"bilinear, size, align_corners {aligned}", () => Upsample([11, 4], mode: UpsampleMode.Bilinear, align_corners: aligned), Image),
            OfModule("Upsample", $"bicubic, scale, align_corners {aligned}", () => Upsample(scale_factor: [2, 1.5], mode: UpsampleMode.Bicubic, align_corners: aligned), Image),
            OfModule("Upsample", $"trilinear, align_corners {aligned}", () => Upsample([7, 8, 3], mode: UpsampleMode.Trilinear, align_corners: aligned), Volume),
        }),
    ];

    private static IEnumerable<OperatorCase> Others =>
    [
        OfModule("GELU", "tanh", () => GELU(TorchSharp.Modules.GELU.Approximate.tanh), Line),
        OfModule("GRU", "numLayers, batchFirst", () => GRU(9, 3, 3, batchFirst: true), Line),
        OfModule("AdaptiveMaxPool2d", "no multiple", () => AdaptiveMaxPool2d([3, 4]), Image),
        OfModule("AdaptiveAvgPool3d", "no multiple", () => AdaptiveAvgPool3d((2, 3, 4)), Volume),
        OfModule("Flatten", "some axes", () => Flatten(1, 2), Image),
        OfModule("Unflatten", "two sizes", () => Unflatten(1, new long[] { 2, 2 }), Image),
    ];

    private static Module<Tensor, Tensor> WithStatistics(Module<Tensor, Tensor> module)
    {
        Statistics.Randomize(module);
        NormWeights.Fill(module);
        return module;
    }
}
