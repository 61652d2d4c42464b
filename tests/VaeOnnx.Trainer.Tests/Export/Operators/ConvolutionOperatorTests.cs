using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Convolutions and transposed convolutions, as functions and as modules.</summary>
[TestClass]
public sealed class ConvolutionOperatorTests
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Line = Normal(Batch, 4, 11);
    private static readonly OperatorInput Image = Normal(Batch, 4, 8, 9);
    private static readonly OperatorInput Volume = Normal(Batch, 2, 5, 6, 7);

    internal static IReadOnlyList<OperatorCase> Cases { get; } =
    [
        .. new OperatorCase[]
        {
            OperatorCase.Of("functional.conv1d", "", x => functional.conv1d(x, Weight(6, 4, 3)), Line),
            OperatorCase.Of("functional.conv1d", "bias, stride, padding, dilation, groups",
                x => functional.conv1d(x, Weight(6, 2, 3), Weight(6), stride: 2, padding: 2, dilation: 2, groups: 2), Line),
            OperatorCase.Of("functional.conv1d", "single sequence", x => functional.conv1d(x, Weight(6, 4, 3)), Normal(4, 11)),
            OperatorCase.Of("functional.conv2d", "", x => functional.conv2d(x, Weight(6, 4, 3, 2)), Image),
            OperatorCase.Of("functional.conv2d", "bias, stride, padding, dilation, groups",
                x => functional.conv2d(x, Weight(6, 2, 3, 2), Weight(6), [2, 1], [1, 2], [1, 2], 2), Image),
            OperatorCase.Of("functional.conv2d", "one number for both axes", x => functional.conv2d(x, Weight(6, 4, 3, 3), null, [2], [1], [2]), Image),
            OperatorCase.Of("functional.conv2d", "depthwise", x => functional.conv2d(x, Weight(8, 1, 3, 3), null, [1], [1], [1], 4), Image),
            OperatorCase.Of("functional.conv2d", "single image", x => functional.conv2d(x, Weight(6, 4, 3, 3)), Normal(4, 8, 9)),
            OperatorCase.Of("functional.conv2d", "free height and width", x => functional.conv2d(x, Weight(6, 4, 3, 3), null, [2], [1]),
                Normal(Batch, 4, Dimension.Named("height"), Dimension.Named("width"))),
            OperatorCase.Of("functional.conv2d", "weight computed from an input", functional_conv2d, Image, Normal(6, 4, 3, 3)),
            OperatorCase.Of("functional.conv3d", "", x => functional.conv3d(x, Weight(3, 2, 2, 3, 2)), Volume),
            OperatorCase.Of("functional.conv3d", "bias, stride, padding, dilation, groups",
                x => functional.conv3d(x, Weight(4, 1, 2, 3, 2), Weight(4), [1, 2, 1], [1, 0, 2], [2, 1, 1], 2), Volume),
            OperatorCase.Of("functional.conv1d_padding", "Same, even kernel", x => functional.conv1d_padding(x, Weight(6, 4, 4), null, 1, Padding.Same, 2), Line),
            OperatorCase.Of("functional.conv2d_padding", "Same, even and odd", x => functional.conv2d_padding(x, Weight(6, 4, 2, 3), null, null, Padding.Same), Image),
            OperatorCase.Of("functional.conv2d_padding", "Valid", x => functional.conv2d_padding(x, Weight(6, 4, 2, 3), null, [2, 1], Padding.Valid), Image),
            OperatorCase.Of("functional.conv3d_padding", "Same", x => functional.conv3d_padding(x, Weight(3, 2, 2, 3, 4), null, null, Padding.Same), Volume),
            OperatorCase.Of("functional.conv_transpose1d", "", x => functional.conv_transpose1d(x, Weight(4, 6, 3)), Line),
            OperatorCase.Of("functional.conv_transpose1d", "bias, stride, padding, output_padding, dilation, groups",
                x => functional.conv_transpose1d(x, Weight(4, 3, 3), Weight(6), 3, 1, 2, 2, 2), Line),
            OperatorCase.Of("functional.conv_transpose2d", "", x => functional.conv_transpose2d(x, Weight(4, 6, 3, 2)), Image),
            OperatorCase.Of("functional.conv_transpose2d", "bias, stride, padding, output_padding, dilation, groups",
                x => functional.conv_transpose2d(x, Weight(4, 3, 3, 2), Weight(6), [2, 3], [1, 0], [1, 2], [2, 1], 2), Image),
            OperatorCase.Of("functional.conv_transpose2d", "single image", x => functional.conv_transpose2d(x, Weight(4, 6, 2, 2), null, [2, 2]), Normal(4, 5, 6)),
            OperatorCase.Of("functional.conv_transpose3d", "", x => functional.conv_transpose3d(x, Weight(2, 3, 2, 3, 2)), Volume),
            OperatorCase.Of("functional.conv_transpose3d", "bias, stride, padding, output_padding",
                x => functional.conv_transpose3d(x, Weight(2, 3, 2, 3, 2), Weight(3), [2, 2, 2], [1, 0, 1], [1, 0, 1]), Volume),
            OperatorCase.OfModule("Conv1d", "stride, padding", () => Conv1d(4, 6, 3, stride: 2, padding: 1), Line),
            OperatorCase.OfModule("Conv1d", "Same", () => Conv1d(4, 6, 4, padding: Padding.Same), Line),
            OperatorCase.OfModule("Conv1d", "reflect padding", () => Conv1d(4, 6, 3, padding: 2, padding_mode: PaddingModes.Reflect), Line),
            OperatorCase.OfModule("Conv1d", "circular padding", () => Conv1d(4, 6, 3, padding: 2, padding_mode: PaddingModes.Circular), Line),
            OperatorCase.OfModule("Conv2d", "", () => Conv2d(4, 6, 3), Image),
            OperatorCase.OfModule("Conv2d", "stride, padding, dilation, groups, no bias", () => Conv2d(4, 6, 3, 2, 2, 2, groups: 2, bias: false), Image),
            OperatorCase.OfModule("Conv2d", "Same", () => Conv2d(4, 6, 3, padding: Padding.Same), Image),
            OperatorCase.OfModule("Conv2d", "reflect padding", () => Conv2d(4, 6, 3, padding: 1, padding_mode: PaddingModes.Reflect), Image),
            OperatorCase.OfModule("Conv2d", "replicate padding", () => Conv2d(4, 6, (3, 5), (1, 1), (1, 2), padding_mode: PaddingModes.Replicate), Image),
            OperatorCase.OfModule("Conv2d", "circular padding", () => Conv2d(4, 6, 3, padding: 1, padding_mode: PaddingModes.Circular), Image),
            OperatorCase.OfModule("Conv2d", "Same with reflect padding", () => Conv2d(4, 6, 4, padding: Padding.Same, padding_mode: PaddingModes.Reflect), Image),
            OperatorCase.OfModule("Conv2d", "single image", () => Conv2d(4, 6, 3, padding: 1), Normal(4, 8, 9)),
            OperatorCase.OfModule("Conv3d", "stride, padding", () => Conv3d(2, 3, 3, stride: 2, padding: 1), Volume),
            OperatorCase.OfModule("Conv3d", "replicate padding", () => Conv3d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Replicate), Volume),
            OperatorCase.OfModule("ConvTranspose1d", "stride, padding, output_padding", () => ConvTranspose1d(4, 6, 4, 2, 1, output_padding: 1), Line),
            OperatorCase.OfModule("ConvTranspose2d", "stride, padding, output_padding, groups, no bias",
                () => ConvTranspose2d(4, 6, 3, 2, 1, 1, groups: 2, bias: false), Image),
            OperatorCase.OfModule("ConvTranspose2d", "output_size", () => new ToSize(), Image),
            OperatorCase.OfModule("ConvTranspose2d", "single image", () => ConvTranspose2d(4, 6, 2, 2), Normal(4, 8, 9)),
            OperatorCase.OfModule("ConvTranspose3d", "stride, padding", () => ConvTranspose3d(2, 3, 3, 2, 1), Volume),
        }.Select(row => row with { Tolerance = OperatorTolerance.Sums }),
    ];

    internal static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("functional.conv2d", "float64", x => functional.conv2d(x, Weight(6, 4, 3, 3).to(float64)), Image.As(ElementType.Float64), "no Conv for Float64"),
        OperatorRefusal.Of("functional.conv_transpose2d", "float64", x => functional.conv_transpose2d(x, Weight(4, 6, 3, 3).to(float64)),
            Image.As(ElementType.Float64), "no ConvTranspose for Float64"),
    ];

    public static IEnumerable<object[]> Rows => OperatorProof.Rows(Cases);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Convolution_ComputesTheSame(int row, string name) => OperatorProof.Check(Cases[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_InexpressibleConvolution_IsRefused(int row, string name) => OperatorProof.Check(Refusals[row]);

    private static Tensor functional_conv2d(Tensor x, Tensor weight) => functional.conv2d(x, weight.neg());

    private static Tensor Weight(params long[] shape) => OperatorWeights.Of(shape);

    private sealed class ToSize : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.ConvTranspose2d _up = ConvTranspose2d(4, 6, 3, 2, 1);

        public ToSize()
            : base(nameof(ToSize)) => RegisterComponents();

        public override Tensor forward(Tensor x) => _up.forward(x, [16, 18]);
    }
}
