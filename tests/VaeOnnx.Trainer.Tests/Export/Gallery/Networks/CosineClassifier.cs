using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A cosine classifier: features and class weights normalised, the scale a learned scalar.</summary>
internal sealed class CosineClassifier : Module<Tensor, Tensor>
{
    private readonly Linear features;
    private readonly Parameter weight;
    private readonly Parameter scale;

    public CosineClassifier() : base(nameof(CosineClassifier))
    {
        features = Linear(10, 6);
        weight = new Parameter(randn(4, 6));
        scale = new Parameter(tensor(12.5f));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var f = features.forward(x);
        f = f / f.norm(1, keepdim: true).clamp_min(1e-8);
        var w = weight / weight.norm(1, keepdim: true);
        return scale * f.mm(w.t());
    }
}
