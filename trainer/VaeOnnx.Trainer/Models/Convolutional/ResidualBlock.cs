using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>x + conv(silu(norm(conv(silu(norm(x)))))): a residual block that is the identity at first (He et al. 2016, arXiv 1603.05027).</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>, IStartingWeights
{
    private readonly GroupNorm norm1;
    private readonly Conv2d conv1;
    private readonly GroupNorm norm2;
    private readonly Conv2d conv2;

    public ResidualBlock(int channels)
        : base(nameof(ResidualBlock))
    {
        norm1 = Norm(channels);
        conv1 = nn.Conv2d(channels, channels, 3, padding: 1);
        norm2 = Norm(channels);
        conv2 = nn.Conv2d(channels, channels, 3, padding: 1);
        RegisterComponents();
    }

    /// <summary>Group normalisation (Wu &amp; He 2018, arXiv 1803.08494): what an image becomes does not depend on its batch.</summary>
    public static GroupNorm Norm(int channels) => nn.GroupNorm(channels % 8 == 0 ? 8 : 1, channels);

    public override Tensor forward(Tensor x)
    {
        var h = conv1.call(nn.functional.silu(norm1.call(x)));       // [N, C, H, W]
        return x + conv2.call(nn.functional.silu(norm2.call(h)));    // [N, C, H, W]
    }

    /// <summary>Deep stacks of blocks then train from the first step on.</summary>
    public void SetStartingWeights()
    {
        nn.init.zeros_(conv2.weight);
        nn.init.zeros_(conv2.bias!);
    }
}
