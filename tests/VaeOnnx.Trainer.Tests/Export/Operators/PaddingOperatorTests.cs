using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static VaeOnnx.Trainer.Tests.Export.Operators.OperatorInput;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Padding, shuffling of channels and pixels, and windows as columns: elements move, none changes.</summary>
[TestClass]
public sealed class PaddingOperatorTests
{
    private static readonly Dimension Batch = Dimension.Batch;
    private static readonly OperatorInput Line = Normal(Batch, 3, 11);
    private static readonly OperatorInput Image = Normal(Batch, 8, 6, 9);
    private static readonly OperatorInput Volume = Normal(Batch, 2, 5, 6, 7);
    private static readonly OperatorInput Free = Normal(Batch, 8, Dimension.Named("height"), Dimension.Named("width"));

    internal static IReadOnlyList<OperatorCase> Cases { get; } =
        [.. Padding().Concat(Shuffling()).Concat(Folding()).Select(row => row with { Tolerance = OperatorTolerance.Exact }), .. Unfolding()];

    internal static IReadOnlyList<OperatorRefusal> Refusals { get; } =
    [
        OperatorRefusal.Of("functional.pad", "negative reflect", x => functional.pad(x, [1, -1], PaddingModes.Reflect), Line, "Negative padding"),
        OperatorRefusal.Of("functional.pad", "circular, free", x => functional.pad(x, [0, 0, x.shape[2], 0], PaddingModes.Circular), Free, "free dimension"),
        OperatorRefusal.Of("functional.unfold", "free sizes", x => functional.unfold(x, 3), Free, "free dimension"),
        OperatorRefusal.Of("functional.fold", "opset", x => functional.fold(x, 6, 2, stride: 2), Normal(Batch, 12, 9), "opset 18"),
    ];

    public static IEnumerable<object[]> Rows => OperatorProof.Rows(Cases);

    public static IEnumerable<object[]> RefusalRows => OperatorProof.Rows(Refusals);

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Export_Rearrangement_ComputesTheSame(int row, string name) => OperatorProof.Check(Cases[row]);

    [TestMethod]
    [DynamicData(nameof(RefusalRows))]
    public void Export_InexpressibleRearrangement_IsRefused(int row, string name) => OperatorProof.Check(Refusals[row]);

    private static OperatorCase[] Padding() =>
    [
        OperatorCase.Of("functional.pad", "constant", x => functional.pad(x, [1, 2, 3, 0], PaddingModes.Constant, 1.5), Image),
        OperatorCase.Of("functional.pad", "constant, channels too", x => functional.pad(x, [1, 2, 3, 0, 2, 1]), Image),
        OperatorCase.Of("functional.pad", "constant, negative", x => functional.pad(x, [-1, 2, 0, -3]), Image),
        OperatorCase.Of("functional.pad", "constant, tuple of two", x => functional.pad(x, (2, 1)), Line),
        OperatorCase.Of("functional.pad", "constant, tuple of four", x => functional.pad(x, (2, 1, 0, 3)), Image),
        OperatorCase.Of("functional.pad", "constant, one number for all axes", x => functional.pad(x, 2, PaddingModes.Constant, -1), Normal(3, 4)),
        OperatorCase.Of("functional.pad", "constant, float64", x => functional.pad(x, (1, 1), value: 0.5), Line.As(ElementType.Float64)),
        OperatorCase.Of("functional.pad", "constant, int64", x => functional.pad(x, (1, 1), value: 7), Integers(Batch, 3, 4)),
        OperatorCase.Of("functional.pad", "zeros", x => functional.pad(x, [1, 2], PaddingModes.Zeros), Line),
        OperatorCase.Of("functional.pad", "reflect of one axis", x => functional.pad(x, [3, 2], PaddingModes.Reflect), Line),
        OperatorCase.Of("functional.pad", "reflect of two axes", x => functional.pad(x, [3, 2, 1, 4], PaddingModes.Reflect), Image),
        OperatorCase.Of("functional.pad", "replicate of two axes", x => functional.pad(x, [3, 2, 1, 0], PaddingModes.Replicate), Image),
        OperatorCase.Of("functional.pad", "replicate of a single image", x => functional.pad(x, [3, 2, 1, 0], PaddingModes.Replicate), Normal(2, 5, 6)),
        OperatorCase.Of("functional.pad", "circular of two axes", x => functional.pad(x, [3, 2, 1, 0], PaddingModes.Circular), Image),
        OperatorCase.Of("functional.pad", "circular of three axes", x => functional.pad(x, [1, 2, 0, 1, 2, 2], PaddingModes.Circular), Volume),
        OperatorCase.Of("functional.pad", "free sizes, reflect", x => functional.pad(x, [1, 1, 2, 2], PaddingModes.Reflect), Free),
        OperatorCase.Of("functional.pad", "free sizes, circular", x => functional.pad(x, [1, 1, 2, 2], PaddingModes.Circular), Free),
        OperatorCase.Of("functional.pad", "padding follows a free size", x => functional.pad(x, [0, x.shape[2], 0, 0]), Free),
        OperatorCase.OfModule("ConstantPad1d", "", () => ConstantPad1d(2, 0.5), Line),
        OperatorCase.OfModule("ConstantPad2d", "", () => ConstantPad2d((1, 2, 3, 4), 0.5), Image),
        OperatorCase.OfModule("ConstantPad3d", "", () => ConstantPad3d(1, -1), Volume),
        OperatorCase.OfModule("ZeroPad2d", "", () => ZeroPad2d((1, 2, 0, 1)), Image),
        OperatorCase.OfModule("ReflectionPad1d", "", () => ReflectionPad1d(2), Line),
        OperatorCase.OfModule("ReflectionPad2d", "", () => ReflectionPad2d((1, 2, 3, 4)), Image),
        OperatorCase.OfModule("ReflectionPad3d", "", () => ReflectionPad3d(2), Volume),
        OperatorCase.OfModule("ReplicationPad1d", "", () => ReplicationPad1d(2), Line),
        OperatorCase.OfModule("ReplicationPad2d", "", () => ReplicationPad2d((1, 2, 3, 4)), Image),
        OperatorCase.OfModule("ReplicationPad3d", "", () => ReplicationPad3d(2), Volume),
    ];

    private static OperatorCase[] Shuffling() =>
    [
        OperatorCase.Of("functional.pixel_shuffle", "", x => functional.pixel_shuffle(x, 2), Image),
        OperatorCase.Of("functional.pixel_shuffle", "single image", x => functional.pixel_shuffle(x, 2), Normal(8, 3, 5)),
        OperatorCase.Of("functional.pixel_shuffle", "five axes", x => functional.pixel_shuffle(x, 2), Normal(Batch, 2, 8, 3, 5)),
        OperatorCase.Of("functional.pixel_shuffle", "free sizes", x => functional.pixel_shuffle(x, 2), Free),
        OperatorCase.Of("functional.pixel_shuffle", "int64", x => functional.pixel_shuffle(x, 2), Integers(Batch, 4, 2, 3)),
        OperatorCase.Of("functional.pixel_unshuffle", "", x => functional.pixel_unshuffle(x, 3), Normal(Batch, 2, 6, 9)),
        OperatorCase.Of("functional.pixel_unshuffle", "single image", x => functional.pixel_unshuffle(x, 2), Normal(2, 6, 4)),
        OperatorCase.Of("functional.pixel_unshuffle", "after pixel_shuffle, free sizes", x => functional.pixel_unshuffle(functional.pixel_shuffle(x, 2), 2), Free),
        OperatorCase.Of("functional.pixel_unshuffle", "free sizes", x => functional.pixel_unshuffle(functional.pad(x, [0, x.shape[3], 0, x.shape[2]]), 2), Free),
        OperatorCase.Of("functional.pixel_unshuffle", "int64", x => functional.pixel_unshuffle(x, 2), Integers(Batch, 3, 2, 4)),
        OperatorCase.Of("channel_shuffle", "", x => x.channel_shuffle(4), Image),
        OperatorCase.Of("channel_shuffle", "one axis behind", x => x.channel_shuffle(2), Normal(Batch, 6, 5)),
        OperatorCase.Of("channel_shuffle", "free sizes", x => x.channel_shuffle(2), Free),
        OperatorCase.OfModule("PixelShuffle", "", () => PixelShuffle(2), Image),
        OperatorCase.OfModule("PixelUnshuffle", "", () => PixelUnshuffle(3), Normal(Batch, 2, 6, 9)),
        OperatorCase.OfModule("ChannelShuffle", "", () => ChannelShuffle(4), Image),
    ];

    private static OperatorCase[] Folding() =>
    [
        OperatorCase.Of("functional.unfold", "", x => functional.unfold(x, 3), Image),
        OperatorCase.Of("functional.unfold", "tuples", x => functional.unfold(x, (2, 3), (2, 1), (1, 0), (1, 2)), Image),
        OperatorCase.Of("unfold", "", x => x.unfold(2, 3, 2), Image),
        OperatorCase.Of("unfold", "last axis", x => x.unfold(-1, 4, 1), Line),
        OperatorCase.Of("unfold", "a free size", x => x.unfold(2, 3, 2), Free),
        OperatorCase.OfModule("Unfold", "", () => Unfold((3, 2), stride: (2, 1)), Image),
    ];

    private static IEnumerable<OperatorCase> Unfolding() => new OperatorCase[]
    {
        OperatorCase.Of("functional.fold", "distinct windows", x => functional.fold(x, 6, 2, stride: 2), Normal(Batch, 12, 9)),
        OperatorCase.Of("functional.fold", "overlapping windows", x => functional.fold(x, (5, 6), (2, 3)), Normal(Batch, 12, 16)),
        OperatorCase.Of("functional.fold", "dilation, padding, stride", x => functional.fold(x, (6, 7), (2, 3), (2, 1), (1, 1), (1, 2)), Normal(Batch, 6, 24)),
        OperatorCase.OfModule("Fold", "", () => Fold((6, 6), (3, 3), padding: (1, 1)), Normal(Batch, 9, 36)),
    }.Select(row => row with { Since = 18, Tolerance = OperatorTolerance.Sums });
}
