using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>ConvNeXt (Liu et al. 2022): LayerNorm over channels by permute, and a learned scale per channel.</summary>
internal sealed class ConvNeXt : Module<Tensor, Tensor>
{
    private readonly Conv2d patchify = Conv2d(3, 8, 4, stride: 4);
    private readonly Block[] blocks = [new Block(8), new Block(8)];
    private readonly LayerNorm norm = LayerNorm(8, eps: 1e-6);
    private readonly Linear head = Linear(8, 6);

    public ConvNeXt() : base("ConvNeXt")
    {
        RegisterComponents();
        for (var i = 0; i < blocks.Length; i++)
            register_module("block" + i, blocks[i]);
    }

    public override Tensor forward(Tensor x)
    {
        x = patchify.forward(x);
        foreach (var block in blocks)
            x = block.forward(x);
        return head.forward(norm.forward(x.mean([-2, -1])));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Conv2d dwconv;
        private readonly LayerNorm norm;
        private readonly Linear pwconv1, pwconv2;
        private readonly GELU act = GELU();
        private readonly Parameter gamma;

        public Block(int dim) : base("Block")
        {
            dwconv = Conv2d(dim, dim, 7, padding: 3, groups: dim);
            norm = LayerNorm([dim], 1e-6);
            pwconv1 = Linear(dim, 4 * dim);
            pwconv2 = Linear(4 * dim, dim);
            gamma = Parameter(0.1f * ones(dim));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = dwconv.forward(input);
            x = x.permute(0, 2, 3, 1); // [N, C, H, W] -> [N, H, W, C]
            x = norm.forward(x);
            x = pwconv2.forward(act.forward(pwconv1.forward(x)));
            x = gamma * x;
            x = x.permute(0, 3, 1, 2);
            return input + x;
        }
    }
}
