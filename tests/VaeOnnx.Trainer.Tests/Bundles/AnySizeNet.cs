using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

/// <summary>A small network for images of any size whose height and width are multiples of 4: two convolutions on the pixels of 2x2 squares.</summary>
internal sealed class AnySizeNet : nn.Module<Tensor, Tensor>, IDenoiser
{
    private readonly nn.Module<Tensor, Tensor> _into;
    private readonly nn.Module<Tensor, Tensor> _middle;
    private readonly nn.Module<Tensor, Tensor> _back;

    public AnySizeNet(int channels)
        : base(nameof(AnySizeNet))
    {
        _into = nn.Conv2d(4 * channels, 8, 3, padding: 1L);
        _middle = nn.Conv2d(32, 32, 3, padding: 1L);
        _back = nn.Conv2d(8, 4 * channels, 3, padding: 1L);
        RegisterComponents();
    }

    // 3x3 at a half, at a quarter and at a half: 2 + 4 + 2 pixels, and what a square of 4 spreads.
    public TilingSpec Tiling { get; } = new() { Multiple = 4, Halo = 12 };

    public int EpsilonLength => 0;

    public override Tensor forward(Tensor images)
    {
        var half = _into.call(nn.functional.pixel_unshuffle(images, 2)).relu();                                   // [N, 8, H/2, W/2]
        half += nn.functional.pixel_shuffle(_middle.call(nn.functional.pixel_unshuffle(half, 2)).relu(), 2);      // [N, 8, H/2, W/2]
        return images - nn.functional.pixel_shuffle(_back.call(half), 2);                                         // [N, C, H, W]
    }
}
