using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.RandomNetworks;

/// <summary>Convolutions, pools, norms, paddings and resizings of signals, images and volumes.</summary>
internal sealed partial class StepChoices
{
    private static readonly PaddingModes[] ConvolutionPadding = [PaddingModes.Zeros, PaddingModes.Zeros, PaddingModes.Reflect, PaddingModes.Replicate, PaddingModes.Circular];

    private Module<Tensor, Tensor>? Signal()
    {
        var groups = Divisor(Channels);
        var to = groups * Size(1, 2);
        var (kernel, stride, padding, dilation) = (Size(1, 3), Size(1, 2), Size(0, 1), Size(1, 2));
        return random.Next(17) switch
        {
            0 or 1 => Conv1d(Channels, to, kernel, stride, padding, dilation, Pick(ConvolutionPadding), groups, Coin()),
            2 => Conv1d(Channels, to, kernel, Padding.Same, 1, dilation, PaddingModes.Zeros, groups, Coin()),
            3 => kernel > padding * 2 ? ConvTranspose1d(Channels, to, kernel, stride, padding, Size(0, (int)stride - 1), groups: groups, bias: Coin()) : null,
            4 => BatchNorm1d(Channels),
            5 => Last > 1 ? InstanceNorm1d(Channels, affine: Coin()) : null,
            6 => Last > 1 ? GroupNorm(groups, Channels) : null,
            7 => kernel <= Last ? MaxPool1d(kernel, stride, Math.Min(padding, kernel / 2), 1, Coin()) : null,
            8 => kernel <= Last ? AvgPool1d(kernel, stride, Math.Min(padding, kernel / 2), Coin(), Coin()) : null,
            9 => AdaptiveAvgPool1d(Divisor(Last)),
            10 => AdaptiveMaxPool1d(Divisor(Last)),
            11 => Coin() ? ConstantPad1d((Size(0, 2), Size(0, 2)), Real(-1, 1)) : ReplicationPad1d(Size(0, 2)),
            12 => Last > 2 ? ReflectionPad1d((Size(0, 1), Size(1, 2))) : null,
            13 => Coin() ? Upsample(scale_factor: [2], mode: UpsampleMode.Nearest) : Upsample(scale_factor: [2], mode: UpsampleMode.Linear, align_corners: Coin()),
            14 => kernel <= Last ? LPPool1d(2, kernel, stride) : null,
            15 => Step("unsqueeze(1)", x => x.unsqueeze(1)),
            _ => Coin() ? Flatten() : Reduction(),
        };
    }

    private Module<Tensor, Tensor>? Image()
    {
        var (height, width) = (shape[1], shape[2]);
        var groups = Divisor(Channels);
        var to = groups * Size(1, 2);
        var (kh, kw, sh, sw) = (Size(1, 3), Size(1, 3), Size(1, 2), Size(1, 2));
        var (ph, pw) = (Size(0, (int)kh / 2), Size(0, (int)kw / 2));
        var fits = kh <= height && kw <= width;
        return random.Next(24) switch
        {
            0 or 1 or 2 => Conv2d(Channels, to, (kh, kw), (sh, sw), (ph, pw), (Size(1, 2), 1), Pick(ConvolutionPadding), groups, Coin()),
            3 => Conv2d(Channels, to, (kh, kw), Padding.Same, (1, 1), (Size(1, 2), 1), PaddingModes.Zeros, groups, Coin()),
            4 or 5 => ConvTranspose2d(Channels, to, (kh, kw), (sh, sw), (ph, pw), (Size(0, (int)sh - 1), Size(0, (int)sw - 1)), (1, 1), PaddingModes.Zeros, groups, Coin()),
            6 => BatchNorm2d(Channels, eps: Real(1e-5, 1e-3), affine: Coin()),
            7 => height * width > 1 ? InstanceNorm2d(Channels, affine: Coin()) : null,
            8 => height * width > 1 ? GroupNorm(groups, Channels, affine: Coin()) : null,
            9 => LayerNorm(Coin() ? shape : [width]),
            10 => fits ? MaxPool2d((kh, kw), (sh, sw), (ph, pw), (1, 1), Coin()) : null,
            11 => height > 4 && width > 4 ? MaxPool2d(2, 2, 0, 2, Coin()) : null,
            12 => fits ? AvgPool2d((kh, kw), (sh, sw), (ph, pw), Coin(), Coin()) : null,
            13 => AdaptiveAvgPool2d((Divisor(height), Divisor(width))),
            14 => AdaptiveMaxPool2d([Divisor(height), Divisor(width)]),
            15 => Coin() ? ConstantPad2d((Size(0, 2), Size(0, 1), 1, Size(0, 2)), Real(-1, 1)) : ReplicationPad2d((1, Size(0, 2), Size(0, 1), 1)),
            16 => height > 2 && width > 2 ? ReflectionPad2d((Size(0, 1), Size(0, 2), 1, 1)) : null,
            17 => Coin() ? Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest) : Upsample(scale_factor: [2, 2], mode: Pick(UpsampleMode.Bilinear, UpsampleMode.Bicubic), align_corners: Coin()),
            18 => Upsample([Size(2, 7), Size(2, 7)], mode: UpsampleMode.Bilinear, align_corners: Coin()),
            19 => Channels % 4 == 0 ? PixelShuffle(2) : height % 2 == 0 && width % 2 == 0 ? PixelUnshuffle(2) : null,
            20 => Coin() ? LocalResponseNorm(Size(1, 3)) : fits ? LPPool2d(2, Math.Min(kh, kw)) : null,
            21 => Step("permute(0, 2, 3, 1)", x => x.permute(0, 2, 3, 1)),
            22 => Step("unsqueeze(2)", x => x.unsqueeze(2)),
            _ => Coin() ? Flatten(2) : Coin() ? Flatten() : Reduction(),
        };
    }

    private Module<Tensor, Tensor>? Volume()
    {
        var to = Size(1, 3);
        return random.Next(10) switch
        {
            0 or 1 => Conv3d(Channels, to, Size(1, 2), Size(1, 2), Size(0, 1), bias: Coin()),
            2 => ConvTranspose3d(Channels, to, 2, Size(1, 2), bias: Coin()),
            3 => BatchNorm3d(Channels),
            4 => shape.Skip(1).All(n => n > 1) ? MaxPool3d(2, 2, 0, 1, Coin()) : null,
            5 => shape.Skip(1).All(n => n > 1) ? AvgPool3d(2L, 2L, 0L, Coin(), Coin()) : null,
            6 => AdaptiveAvgPool3d(1),
            7 => ConstantPad3d(1, 0.5),
            8 => Step("flatten(2)", x => x.flatten(2)),
            _ => Coin() ? Flatten() : Reduction(),
        };
    }

    private T Pick<T>(params T[] options) => options[random.Next(options.Length)];
}
