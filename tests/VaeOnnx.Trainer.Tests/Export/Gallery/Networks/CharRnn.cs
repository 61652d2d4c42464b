using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A character model over the built-in RNN: next-character scores and the state to carry on with.</summary>
internal sealed class CharRnn : Module<Tensor, (Tensor logits, Tensor state)>
{
    private readonly Embedding embedding;
    private readonly RNN rnn;
    private readonly Linear decoder;

    public CharRnn(int characters) : base("char-rnn")
    {
        embedding = nn.Embedding(characters, 6);
        rnn = nn.RNN(6, 8, 2, NonLinearities.Tanh, batchFirst: true);
        decoder = nn.Linear(8, characters);
        RegisterComponents();
    }

    public override (Tensor logits, Tensor state) forward(Tensor characters)
    {
        var e = embedding.call(characters);
        (Tensor output, Tensor state) = rnn.call(e);
        return (decoder.call(output), state);
    }
}
