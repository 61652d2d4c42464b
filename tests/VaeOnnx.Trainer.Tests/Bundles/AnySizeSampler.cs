using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Bundles;

/// <summary>A stand-in for a denoiser with latents at two levels, whose noise is one tensor: half of its numbers for squares of 4, the rest shuffled to squares of 2.</summary>
internal sealed class AnySizeSampler : nn.Module<Tensor, Tensor, Tensor>, IDenoiser
{
    private readonly nn.Module<Tensor, Tensor> _into;
    private readonly nn.Module<Tensor, Tensor> _back;

    public AnySizeSampler()
        : base(nameof(AnySizeSampler))
    {
        _into = nn.Conv2d(1, 16, 6, stride: 4, padding: 1L);
        _back = nn.Conv2d(16, 16, 3, padding: 1L);
        RegisterComponents();
    }

    public TilingSpec Tiling { get; } = new() { Multiple = 4, Halo = 12 };

    public int EpsilonLength => 20;

    public override Tensor forward(Tensor images, Tensor epsilon)
    {
        var coarse = _into.call(images) + (0.1 * epsilon.narrow(1, 0, 16));                   // [N, 16, H/4, W/4]
        var fine = nn.functional.pixel_shuffle(epsilon.narrow(1, 16, 4), 2);                 // [N, 1, H/2, W/2]
        var level = nn.functional.pixel_shuffle(_back.call(coarse.tanh()), 4);                // [N, 1, H, W]
        return level + (0.05 * nn.functional.interpolate(fine, scale_factor: [2, 2]));       // [N, 1, H, W]
    }
}
