using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Low-rank adapters (Hu et al. 2021) around frozen layers: a decorator module and a base class with a template method.</summary>
internal sealed class LoraMlp : Classifier
{
    private readonly Module<Tensor, Tensor> first, second;

    public LoraMlp() : base("lora")
    {
        first = new LoraLinear(Linear(6, 10), rank: 2, alpha: 4);
        second = new LoraLinear(Linear(10, 3), rank: 2, alpha: 4) { Enabled = false };
        RegisterComponents();
    }

    protected override Tensor Features(Tensor x) => first.forward(x);

    protected override Tensor Scores(Tensor features) => second.forward(features);

    private sealed class LoraLinear : Module<Tensor, Tensor>
    {
        private readonly Linear inner;
        private readonly Parameter a, b;
        private readonly float scale;

        public LoraLinear(Linear inner, int rank, float alpha) : base("LoraLinear")
        {
            this.inner = inner;
            a = Parameter(randn(rank, inner.weight!.shape[1]) * 0.3);
            b = Parameter(randn(inner.weight!.shape[0], rank) * 0.3);
            scale = alpha / rank;
            RegisterComponents();
        }

        public bool Enabled { get; init; } = true;

        public override Tensor forward(Tensor x)
        {
            var y = inner.forward(x);
            if (!Enabled)
                return y;
            var update = x.matmul(a.t()).matmul(b.t());
            return y.add(update, alpha: scale);
        }
    }
}

internal abstract class Classifier(string name) : Module<Tensor, Tensor>(name)
{
    protected virtual double Temperature => 1.5;

    public sealed override Tensor forward(Tensor x) => Scores(functional.relu(Features(x))).div(Temperature).softmax(1);

    protected abstract Tensor Features(Tensor x);

    protected abstract Tensor Scores(Tensor features);
}
