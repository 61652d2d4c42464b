using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>MADE (Germain et al. 2015): linear layers whose weights are masked in forward.</summary>
internal sealed class MaskedAutoregressive : Module<Tensor, Tensor>
{
    private readonly MaskedLinear first = new(6, 12), second = new(12, 6);

    public MaskedAutoregressive() : base("MADE") => RegisterComponents();

    public override Tensor forward(Tensor x) => second.forward(first.forward(x).relu()).sigmoid();

    private sealed class MaskedLinear : Module<Tensor, Tensor>
    {
        private readonly Parameter weight, bias;
        private readonly Tensor mask;

        public MaskedLinear(int inputs, int outputs) : base(nameof(MaskedLinear))
        {
            weight = Parameter(randn(outputs, inputs) * 0.3f);
            bias = Parameter(zeros(outputs));
            mask = (arange(outputs).unsqueeze(1).remainder(5) >= arange(inputs).unsqueeze(0).remainder(6)).to(float32);
            register_buffer("mask", mask);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.linear(x, weight * mask, bias);
    }
}
