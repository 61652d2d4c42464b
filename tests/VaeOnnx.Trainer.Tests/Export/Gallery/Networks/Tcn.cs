using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A temporal convolutional network (Bai et al. 2018): padded on both sides, the future chomped off by a range.</summary>
internal sealed class Tcn : Module<Tensor, Tensor>
{
    private readonly Sequential blocks = Sequential(new Block(2, 6, 3, 1), new Block(6, 6, 3, 2));
    private readonly Linear head = Linear(6, 2);

    public Tcn() : base("TCN") => RegisterComponents();

    public override Tensor forward(Tensor x) => head.forward(blocks.forward(x)[.., .., ^1]);

    private sealed class Chomp(int size) : Module<Tensor, Tensor>($"chomp{size}")
    {
        public override Tensor forward(Tensor x) => x[.., .., ..^size].contiguous();
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Sequential net;
        private readonly Conv1d? match;

        public Block(int from, int to, int kernel, int dilation) : base("TemporalBlock")
        {
            var padding = (kernel - 1) * dilation;
            net = Sequential(
                Conv1d(from, to, kernel, padding: padding, dilation: dilation), new Chomp(padding), ReLU(), Dropout(0.1),
                Conv1d(to, to, kernel, padding: padding, dilation: dilation), new Chomp(padding), ReLU(), Dropout(0.1));
            match = from == to ? null : Conv1d(from, to, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = net.forward(x);
            var residual = match switch { null => x, var m => m.forward(x) };
            return functional.relu(y + residual);
        }
    }
}
