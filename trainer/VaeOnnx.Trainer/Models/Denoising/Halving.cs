using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>From a level's features to those of the level above: 2×2 pixels become one.</summary>
internal sealed class Halving : nn.Module<Tensor, Tensor>, IStartingWeights
{
    private readonly Conv2d squares;

    public Halving(int from, int to)
        : base(nameof(Halving))
    {
        squares = nn.Conv2d(from, to, 2, stride: 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => squares.call(x);    // [N, to, H/2, W/2]

    // No ReLU follows: half the variance keeps the size of features.
    public void SetStartingWeights() => squares.ScaleToHe(Math.Sqrt(0.5));
}
