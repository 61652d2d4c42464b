using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>An LSTM over tokens; the last layer's last hidden state decides.</summary>
internal sealed class LstmClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding embed;
    private readonly LSTM lstm;
    private readonly Dropout dropout;
    private readonly Linear fc;

    public LstmClassifier(int vocabulary, int hidden, int layers) : base("LstmClassifier")
    {
        embed = Embedding(vocabulary, 6);
        lstm = LSTM(6, hidden, layers, batchFirst: true);
        dropout = Dropout(0.3);
        fc = Linear(hidden, 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        var embedded = dropout.forward(embed.forward(tokens));
        var (_, hidden, _) = lstm.forward(embedded);
        return fc.forward(hidden[-1]);
    }
}
