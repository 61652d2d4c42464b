using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A small GPT (Radford et al. 2018) with a config record, fused attention and the head's weight tied to the embedding.</summary>
internal sealed class Gpt : Module<Tensor, Tensor>
{
    internal sealed record Config(int Vocabulary = 17, int Context = 8, int Layers = 2, int Heads = 2, int Width = 8, double Dropout = 0.1);

    private readonly Embedding wte, wpe;
    private readonly Dropout drop;
    private readonly ModuleList<Block> h;
    private readonly LayerNorm ln_f;

    public Gpt(Config config) : base("gpt")
    {
        wte = Embedding(config.Vocabulary, config.Width);
        wpe = Embedding(config.Context, config.Width);
        drop = nn.Dropout(config.Dropout);
        h = new ModuleList<Block>(Enumerable.Range(0, config.Layers).Select(_ => new Block(config)).ToArray());
        ln_f = LayerNorm(config.Width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor idx)
    {
        var (_, t) = (idx.shape[0], idx.shape[1]);
        var pos = arange(0, t, dtype: int64, device: idx.device);
        var x = drop.forward(wte.forward(idx) + wpe.forward(pos));
        foreach (var block in h)
            x = block.forward(x);
        return functional.linear(ln_f.forward(x), wte.weight!);
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm ln_1, ln_2;
        private readonly Linear c_attn, c_proj;
        private readonly Sequential mlp;
        private readonly Config config;

        public Block(Config config) : base("block")
        {
            this.config = config;
            var n = config.Width;
            ln_1 = LayerNorm(n);
            ln_2 = LayerNorm(n);
            c_attn = Linear(n, 3 * n);
            c_proj = Linear(n, n);
            mlp = Sequential(Linear(n, 4 * n), GELU(), Linear(4 * n, n), Dropout(config.Dropout));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = x + Attention(ln_1.forward(x));
            x = x + mlp.forward(ln_2.forward(x));
            return x;
        }

        private Tensor Attention(Tensor x)
        {
            long b = x.size(0), t = x.size(1), c = x.size(2);
            var heads = c_attn.forward(x).split(config.Width, 2)
                .Select(part => part.view(b, t, config.Heads, c / config.Heads).transpose(1, 2)).ToArray();
            var y = functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], is_casual: true);
            return c_proj.forward(y.transpose(1, 2).contiguous().view(b, t, c));
        }
    }
}
