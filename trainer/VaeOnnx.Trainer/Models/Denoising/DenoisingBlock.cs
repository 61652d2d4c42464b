using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>
/// x + conv(relu(conv(x))): a residual block without normalisation, since the strength of the noise is in the scale of the features
/// (Lim et al. 2017, arXiv 1707.02921).
/// </summary>
internal sealed class DenoisingBlock : nn.Module<Tensor, Tensor>, IStartingWeights
{
    // Stacks of blocks then begin near the identity, and every layer learns from the first step on.
    private const double BranchGain = 0.3;

    // Kept alive here: an implicit Scalar may be finalised while native code still reads it.
    private static readonly Scalar One = 1f;

    private readonly Conv2d conv1;
    private readonly Conv2d conv2;

    public DenoisingBlock(int channels)
        : base(nameof(DenoisingBlock))
    {
        conv1 = nn.Conv2d(channels, channels, 3, padding: 1);
        conv2 = nn.Conv2d(channels, channels, 3, padding: 1);
        RegisterComponents();
    }

    /// <summary>3×3 convolutions in a row.</summary>
    public static int Convolutions => 2;

    public override Tensor forward(Tensor x)
    {
        var h = nn.functional.relu(conv1.call(x), inplace: true);    // [N, C, H, W]
        return conv2.call(h).add_(x, One);                           // [N, C, H, W]
    }

    public void SetStartingWeights()
    {
        conv1.ScaleToHe(1);
        conv2.ScaleToHe(BranchGain);
    }
}
