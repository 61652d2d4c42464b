using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Models;

internal sealed class ConvEncoder : nn.Module<Tensor, Tensor?, (Tensor mu, Tensor logVar)>
{
    private readonly ConvFeatures features;
    private readonly Linear mu;
    private readonly Linear logVar;

    public ConvEncoder(ConvPyramid pyramid, ConvVaeConfig config)
        : base(nameof(ConvEncoder))
    {
        features = new ConvFeatures(pyramid, config.Blocks, config.Classes);
        mu = nn.Linear(pyramid.TopLength, config.LatentDim);
        logVar = nn.Linear(pyramid.TopLength, config.LatentDim);
        RegisterComponents();
    }

    public override (Tensor mu, Tensor logVar) forward(Tensor images, Tensor? labels)
    {
        var h = features.call(images, labels).flatten(1);      // [N, TopLength]
        return (mu.call(h), logVar.call(h));                   // [N, LatentDim] twice
    }
}
