using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A GRU that tags every step of a sequence laid out time first.</summary>
internal sealed class GruTagger : Module<Tensor, Tensor>
{
    private readonly GRU gru;
    private readonly Linear tag;

    public GruTagger() : base("GruTagger")
    {
        gru = GRU(5, 7, numLayers: 1);
        tag = Linear(7, 4);
        RegisterComponents();
    }

    public override Tensor forward(Tensor steps)
    {
        var output = gru.forward(steps).Item1; // [T, N, 7]
        var scores = tag.forward(output);
        return functional.log_softmax(scores, dim: -1);
    }
}
