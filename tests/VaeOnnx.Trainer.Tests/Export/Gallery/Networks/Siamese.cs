using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A Siamese network (Bromley et al. 1993): two inputs through one set of weights, compared by distance.</summary>
internal sealed class Siamese : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential embedding = Sequential(Linear(12, 16), ReLU(), Linear(16, 8));
    private readonly Linear score = Linear(8, 1);

    public Siamese() : base("siamese")
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor left, Tensor right)
    {
        Tensor Embed(Tensor t) => functional.normalize(embedding.forward(t), p: 2, dim: 1);

        var (a, b) = (Embed(left), Embed(right));
        var distance = (a - b).abs();
        return score.forward(distance).squeeze(-1).sigmoid();
    }
}
