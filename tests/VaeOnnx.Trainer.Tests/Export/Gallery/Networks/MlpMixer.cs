using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>MLP-Mixer (Tolstikhin et al. 2021): blocks that mix tokens, then channels.</summary>
internal sealed class MlpMixer : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> embed = Conv2d(3, 8, (4L, 4L), (4L, 4L));
    private readonly Sequential mixers = Sequential(new Mixer(4, 8), new Mixer(4, 8));
    private readonly Linear head = Linear(8, 3);

    public MlpMixer() : base("MlpMixer") => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = embed.forward(x);
        x = x.flatten(start_dim: 2).mT;
        x = mixers.forward(x);
        return head.forward(x.mean(new long[] { 1 }, keepdim: false));
    }

    private sealed class Mixer : Module<Tensor, Tensor>
    {
        private readonly LayerNorm ln1, ln2;
        private readonly Sequential tokens, channels;

        public Mixer(int count, int dim) : base("Mixer")
        {
            ln1 = LayerNorm(dim);
            ln2 = LayerNorm(dim);
            tokens = FeedForward(count, 6);
            channels = FeedForward(dim, 16);
            RegisterComponents();
        }

        private static Sequential FeedForward(int dim, int hidden) => Sequential(Linear(dim, hidden), GELU(), Linear(hidden, dim));

        public override Tensor forward(Tensor x)
        {
            var y = ln1.forward(x).transpose(1, 2);
            x = x + tokens.forward(y).transpose(1, 2);
            return x + channels.forward(ln2.forward(x));
        }
    }
}
