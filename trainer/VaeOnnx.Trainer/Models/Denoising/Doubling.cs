using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>From a level's features to those of the level below: one pixel becomes 2×2 (Shi et al. 2016, arXiv 1609.05158).</summary>
internal sealed class Doubling : nn.Module<Tensor, Tensor>, IStartingWeights
{
    private readonly Conv2d squares;

    public Doubling(int from, int to)
        : base(nameof(Doubling))
    {
        squares = nn.Conv2d(from, 4 * to, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.pixel_shuffle(squares.call(x), 2);    // [N, to, 2H, 2W]

    // No ReLU follows: half the variance keeps the size of features.
    public void SetStartingWeights() => squares.ScaleToHe(Math.Sqrt(0.5));
}
