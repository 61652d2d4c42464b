using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>TorchSharp's TransformerEncoder over tokens, with sinusoidal positions in a buffer (Vaswani et al. 2017).</summary>
internal sealed class TransformerClassifier : Module<Tensor, Tensor>
{
    private const int Model = 8;
    private readonly Embedding embedding = Embedding(20, Model);
    private readonly PositionalEncoding positions = new(Model, 16);
    private readonly TransformerEncoder encoder;
    private readonly Linear head = Linear(Model, 3);

    public TransformerClassifier() : base("transformer")
    {
        encoder = TransformerEncoder(TransformerEncoderLayer(Model, 2, 16, 0.1), 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = embedding.forward(tokens) * MathF.Sqrt(Model);
        x = positions.forward(x.transpose(0, 1)); // [T, N, Model]
        x = encoder.call(x, null!, null!);
        return head.forward(x.mean([0]));
    }

    private sealed class PositionalEncoding : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> dropout = Dropout(0.1);

        public PositionalEncoding(int model, int maxLength) : base("PositionalEncoding")
        {
            var position = arange(0, maxLength).unsqueeze(1);
            var divisor = (arange(0, model, 2) * (-Math.Log(10000.0) / model)).exp();
            var pe = zeros(maxLength, model);
            pe[.., TensorIndex.Slice(0, null, 2)] = (position * divisor).sin();
            pe[.., TensorIndex.Slice(1, null, 2)] = (position * divisor).cos();
            register_buffer("pe", pe.unsqueeze(0).transpose(0, 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor t)
        {
            var pe = get_buffer("pe")!;
            return dropout.forward(t + pe[TensorIndex.Slice(null, t.shape[0]), TensorIndex.Slice()]);
        }
    }
}
