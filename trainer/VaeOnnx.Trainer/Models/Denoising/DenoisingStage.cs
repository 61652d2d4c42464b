using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

/// <summary>The blocks of one level.</summary>
internal sealed class DenoisingStage : nn.Module<Tensor, Tensor>
{
    private readonly ModuleList<DenoisingBlock> blocks = [];

    public DenoisingStage(int channels, int count)
        : base(nameof(DenoisingStage))
    {
        for (var i = 0; i < count; i++)
            blocks.Add(new DenoisingBlock(channels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        foreach (var block in blocks)
            x = block.call(x);
        return x;    // [N, C, H, W]
    }
}
