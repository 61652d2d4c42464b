using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>ViT (Dosovitskiy et al. 2021): patches by a strided convolution, a class token by expand and cat.</summary>
internal sealed class VisionTransformer : Module<Tensor, Tensor>
{
    private readonly Conv2d patches;
    private readonly Parameter classToken;
    private readonly Parameter positions;
    private readonly ModuleList<EncoderBlock> blocks;
    private readonly LayerNorm norm;
    private readonly Linear head;

    public VisionTransformer(int dim = 12, int depth = 2, int heads = 3) : base("vit")
    {
        patches = Conv2d(3, dim, 4, stride: 4);
        classToken = Parameter(randn(1, 1, dim) * 0.02f);
        positions = Parameter(randn(1, 5, dim) * 0.02f);
        blocks = new ModuleList<EncoderBlock>([.. from i in Enumerable.Range(0, depth) select new EncoderBlock(dim, heads)]);
        norm = LayerNorm(dim);
        head = Linear(dim, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor img)
    {
        var x = patches.forward(img).flatten(2).transpose(1, 2); // [N, 4, dim]
        var cls = classToken.expand(x.shape[0], -1, -1);
        x = cat((cls, x), 1) + positions;
        x = blocks.Aggregate(x, (current, block) => block.forward(current));
        return head.forward(norm.forward(x)[.., 0]);
    }

    private static Tensor cat((Tensor first, Tensor second) pair, long dim) => torch.cat([pair.first, pair.second], dim);

    private sealed class EncoderBlock : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm1, norm2;
        private readonly Linear qkv, proj;
        private readonly Sequential mlp;
        private readonly int heads;
        private readonly double scale;

        public EncoderBlock(int dim, int heads) : base("EncoderBlock")
        {
            (norm1, norm2) = (LayerNorm(dim), LayerNorm(dim));
            (qkv, proj) = (Linear(dim, dim * 3, hasBias: false), Linear(dim, dim));
            mlp = Sequential(Linear(dim, dim * 2), GELU(), Linear(dim * 2, dim));
            this.heads = heads;
            scale = Math.Pow(dim / heads, -0.5);
            RegisterComponents();
        }

        private Tensor Attend(Tensor x)
        {
            long n = x.size(0), t = x.size(1), c = x.size(2);
            var packed = qkv.forward(x).reshape(n, t, 3, heads, c / heads).permute(2, 0, 3, 1, 4);
            var q = packed[0];
            var k = packed[1];
            var v = packed[2];
            var weights = (matmul(q, k.transpose(-2, -1)) * scale).softmax(-1);
            return proj.forward(matmul(weights, v).transpose(1, 2).reshape(n, t, c));
        }

        public override Tensor forward(Tensor x)
        {
            x = x + Attend(norm1.forward(x));
            return x + mlp.forward(norm2.forward(x));
        }
    }
}
