using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Interpolation to other sizes, and sampling at the points of a grid.</summary>
[TestClass]
public sealed class SamplingOperatorTests
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Line = Normal(Batch, 3, 11);
    private static readonly OperatorInput Image = Normal(Batch, 3, 6, 9);
    private static readonly OperatorInput Volume = Normal(Batch, 2, 3, 4, 5);
    private static readonly OperatorInput Free = Normal(Batch, 3, Dimension.Named("height"), Dimension.Named("width"));

    internal static IReadOnlyList<OperatorCase> Cases { get; } =
    [
        .. Nearest().Select(row => row with { Tolerance = OperatorTolerance.Exact }),
        .. Smooth().Concat(Grids()).Select(row => row with { Tolerance = OperatorTolerance.Sums }),
    ];

    internal static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("functional.interpolate", "float64", x => functional.interpolate(x, [12, 18], mode: InterpolationMode.Bilinear), Image.As(ElementType.Float64), "no Resize for Float64"),
        OperatorRefusal.Of("functional.interpolate", "free sizes, no whole scale", x => functional.interpolate(x, scale_factor: [1.5, 1.5]), Free, "no whole number"),
        OperatorRefusal.Of("functional.interpolate", "free sizes, scale no float32", x => functional.interpolate(x, scale_factor: [1.3, 1.3], mode: InterpolationMode.Bilinear), Free, "no float32"),
        OperatorRefusal.Of("functional.interpolate", "antialias, free sizes", x => functional.interpolate(x, [3, 4], mode: InterpolationMode.Bilinear, antialias: true), Free, "antialias in an axis"),
        OperatorRefusal.Of("functional.grid_sample", "volumes", x => functional.grid_sample(x, zeros(new long[] { 1, 2, 2, 2, 3 })), Normal(1, 2, 3, 4, 5), "opset 20"),
    ];

    public static IEnumerable<object[]> Rows => OperatorProof.Rows(Cases);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Sampling_ComputesTheSame(int row, string name) => OperatorProof.Check(Cases[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_InexpressibleSampling_IsRefused(int row, string name) => OperatorProof.Check(Refusals[row]);

    private static OperatorCase[] Nearest() =>
    [
        OperatorCase.Of("functional.interpolate", "nearest, sequence to a size", x => functional.interpolate(x, [17]), Line),
        OperatorCase.Of("functional.interpolate", "nearest, image to a size", x => functional.interpolate(x, [13, 4]), Image),
        OperatorCase.Of("functional.interpolate", "nearest, image to many sizes", x => functional.interpolate(x, [41, 47]), Image),
        OperatorCase.Of("functional.interpolate", "nearest, whole scale", x => functional.interpolate(x, scale_factor: [2, 3]), Image),
        OperatorCase.Of("functional.interpolate", "nearest, scale", x => functional.interpolate(x, scale_factor: [1.7, 0.6]), Image),
        OperatorCase.Of("functional.interpolate", "nearest, recompute_scale_factor", x => functional.interpolate(x, scale_factor: [1.7, 0.6], recompute_scale_factor: true), Image),
        OperatorCase.Of("functional.interpolate", "nearest, volume", x => functional.interpolate(x, [4, 7, 9]), Volume),
        OperatorCase.Of("functional.interpolate", "nearest, free sizes", x => functional.interpolate(x, scale_factor: [2, 3]), Free),
        OperatorCase.Of("functional.interpolate", "nearest, float64", x => functional.interpolate(x, [13, 4]), Image.As(ElementType.Float64)),
        OperatorCase.Of("functional.interpolate", "nearest-exact, to a size", x => functional.interpolate(x, [13, 4], mode: InterpolationMode.NearestExact), Image),
        OperatorCase.Of("functional.interpolate", "nearest-exact, whole scale", x => functional.interpolate(x, scale_factor: [2, 3], mode: InterpolationMode.NearestExact), Image),
        OperatorCase.Of("functional.upsample_nearest1d", "size", x => functional.upsample_nearest1d(x, 17, null), Line),
        OperatorCase.Of("functional.upsample_nearest2d", "scale", x => functional.upsample_nearest2d(x, null, [2, 3]), Image),
        OperatorCase.Of("functional.upsample_nearest3d", "size", x => functional.upsample_nearest3d(x, [4, 7, 9]), Volume),
        OperatorCase.OfModule("Upsample", "nearest", () => Upsample(scale_factor: [2, 2]), Image),
    ];

    private static OperatorCase[] Smooth() =>
    [
        OperatorCase.Of("functional.interpolate", "linear", x => functional.interpolate(x, [17], mode: InterpolationMode.Linear), Line),
        OperatorCase.Of("functional.interpolate", "linear, align_corners", x => functional.interpolate(x, [17], mode: InterpolationMode.Linear, align_corners: true), Line),
        OperatorCase.Of("functional.interpolate", "bilinear to a larger size", x => functional.interpolate(x, [13, 18], mode: InterpolationMode.Bilinear), Image),
        OperatorCase.Of("functional.interpolate", "bilinear to a smaller size", x => functional.interpolate(x, [4, 1], mode: InterpolationMode.Bilinear), Image),
        OperatorCase.Of("functional.interpolate", "bilinear, align_corners", x => functional.interpolate(x, [13, 4], mode: InterpolationMode.Bilinear, align_corners: true), Image),
        OperatorCase.Of("functional.interpolate", "bilinear, align_corners to one pixel", x => functional.interpolate(x, [1, 1], mode: InterpolationMode.Bilinear, align_corners: true), Image),
        OperatorCase.Of("functional.interpolate", "bilinear, scale", x => functional.interpolate(x, scale_factor: [1.7, 0.6], mode: InterpolationMode.Bilinear), Image),
        OperatorCase.Of("functional.interpolate", "bilinear, recompute_scale_factor", x => functional.interpolate(x, scale_factor: [1.7, 0.6], mode: InterpolationMode.Bilinear, recompute_scale_factor: true), Image),
        OperatorCase.Of("functional.interpolate", "bilinear, free sizes, scale", x => functional.interpolate(x, scale_factor: [1.5, 2], mode: InterpolationMode.Bilinear), Free),
        OperatorCase.Of("functional.interpolate", "bilinear to another input's size", (x, y) => functional.interpolate(x, [y.shape[2], y.shape[3]], mode: InterpolationMode.Bilinear), Image, Free),
        OperatorCase.Of("functional.interpolate", "bicubic", x => functional.interpolate(x, [13, 4], mode: InterpolationMode.Bicubic), Image),
        OperatorCase.Of("functional.interpolate", "bicubic, align_corners", x => functional.interpolate(x, [13, 4], mode: InterpolationMode.Bicubic, align_corners: true), Image),
        OperatorCase.Of("functional.interpolate", "trilinear", x => functional.interpolate(x, [4, 7, 3], mode: InterpolationMode.Trilinear), Volume),
        OperatorCase.Of("functional.interpolate", "trilinear, align_corners", x => functional.interpolate(x, [4, 7, 3], mode: InterpolationMode.Trilinear, align_corners: true), Volume),
        OperatorCase.Of("functional.interpolate", "bilinear, antialias", x => functional.interpolate(x, [3, 4], mode: InterpolationMode.Bilinear, antialias: true), Image),
        OperatorCase.Of("functional.interpolate", "bilinear, antialias, align_corners", x => functional.interpolate(x, [13, 4], mode: InterpolationMode.Bilinear, align_corners: true, antialias: true), Image),
        OperatorCase.Of("functional.interpolate", "bicubic, antialias", x => functional.interpolate(x, [3, 4], mode: InterpolationMode.Bicubic, antialias: true), Image),
        OperatorCase.Of("functional.interpolate", "area", x => functional.interpolate(x, [4, 3], mode: InterpolationMode.Area), Image),
        OperatorCase.OfModule("Upsample", "bilinear", () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bilinear), Image),
        OperatorCase.OfModule("Upsample", "bilinear, align_corners", () => Upsample([13, 4], mode: UpsampleMode.Bilinear, align_corners: true), Image),
        OperatorCase.OfModule("Upsample", "bicubic", () => Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bicubic), Image),
    ];

    private static IEnumerable<OperatorCase> Grids() =>
    [
        .. new[] { GridSampleMode.Bilinear, GridSampleMode.Nearest }
            .SelectMany(mode => new[] { GridSamplePaddingMode.Zeros, GridSamplePaddingMode.Border, GridSamplePaddingMode.Reflection }
            .SelectMany(padding => new[] { false, true }
            .Select(aligned => OperatorCase.Of("functional.grid_sample", $"{mode}, {padding}, align_corners {aligned}",
                (x, grid) => functional.grid_sample(x, grid, mode, padding, aligned), Image, Normal(Batch, 4, 5, 2)) with { Since = 16 }))),
        OperatorCase.Of("functional.grid_sample", "volume", (x, grid) => functional.grid_sample(x, grid, align_corners: true), Volume, Normal(Batch, 2, 3, 4, 3)) with { Since = 20 },
        OperatorCase.Of("functional.grid_sample", "volume, nearest, border", (x, grid) => functional.grid_sample(x, grid, GridSampleMode.Nearest, GridSamplePaddingMode.Border), Volume, Normal(Batch, 2, 3, 4, 3)) with { Since = 20 },
        OperatorCase.Of("functional.affine_grid", "", theta => functional.affine_grid(theta, [theta.shape[0], 3, 4, 5]), Normal(Batch, 2, 3)),
        OperatorCase.Of("functional.affine_grid", "align_corners", theta => functional.affine_grid(theta, [theta.shape[0], 3, 4, 1], align_corners: true), Normal(Batch, 2, 3)),
        OperatorCase.Of("functional.affine_grid", "volume", theta => functional.affine_grid(theta, [theta.shape[0], 3, 2, 4, 5]), Normal(Batch, 3, 4)),
        OperatorCase.Of("functional.affine_grid", "free sizes", (theta, x) => functional.affine_grid(theta, x.shape), Normal(Batch, 2, 3), Free) with { Since = 20 },
    ];
}
