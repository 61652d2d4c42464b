using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A base class of generic blocks with abstract parts; forward of the derived class calls forward of the base.</summary>
internal sealed partial class LayerScaleMlp : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> body;

    public LayerScaleMlp(params double[] scales)
        : base(nameof(LayerScaleMlp))
    {
        body = Sequential([.. scales.Select(Make)]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => body.call(x);

    private static Module<Tensor, Tensor> Make(double scale, int index) => index % 2 == 0 ? new Wide(new(6, scale)) : new Gated(new(6, scale));

    private sealed record Size(long Width, double Scale);

    private abstract class Block<TSize> : Module<Tensor, Tensor>
        where TSize : class
    {
        protected Block(TSize size)
            : base("block")
        {
            Config = size;
        }

        protected TSize Config { get; }

        protected abstract Tensor Mix(Tensor x);

        public override Tensor forward(Tensor x) => x + Mix(x);
    }
}

/// <content>The blocks.</content>
internal sealed partial class LayerScaleMlp
{
    private class Wide : Block<Size>
    {
        private readonly Parameter gamma;
        private readonly Linear up, down;

        public Wide(Size size)
            : base(size)
        {
            gamma = Parameter(full(size.Width, size.Scale));
            (up, down) = (Linear(size.Width, 4 * size.Width), Linear(4 * size.Width, size.Width));
            RegisterComponents();
        }

        protected override Tensor Mix(Tensor x) => gamma * down.call(functional.gelu(up.call(x)));
    }

    private sealed class Gated(Size size) : Wide(size)
    {
        public override Tensor forward(Tensor x)
        {
            var mixed = base.forward(x);
            return mixed * functional.sigmoid(mixed) * Config.Scale;
        }
    }
}
