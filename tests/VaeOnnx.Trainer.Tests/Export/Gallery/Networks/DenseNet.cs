using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>DenseNet (Huang et al. 2017): each layer reads all earlier ones from a growing list.</summary>
internal sealed class DenseNet : Module<Tensor, Tensor>
{
    private const int Growth = 4;
    private readonly Conv2d stem;
    private readonly ModuleList<Module<Tensor, Tensor>> dense;
    private readonly Module<Tensor, Tensor> transition;
    private readonly Module<Tensor, Tensor> classifier;

    public DenseNet(int layers) : base("DenseNet")
    {
        stem = Conv2d(1, 8, 3, padding: 1);
        dense = new ModuleList<Module<Tensor, Tensor>>(
            Enumerable.Range(0, layers).Select(i => Layer(8 + i * Growth)).ToArray());
        int width = 8 + layers * Growth;
        transition = Sequential(BatchNorm2d(width), ReLU(), Conv2d(width, width / 2, 1), AvgPool2d(2));
        classifier = Linear(width / 2, 3);
        RegisterComponents();
    }

    private static Sequential Layer(int channels) => Sequential(
        BatchNorm2d(channels), ReLU(), Conv2d(channels, 2 * Growth, 1, bias: false),
        BatchNorm2d(2 * Growth), ReLU(), Conv2d(2 * Growth, Growth, 3, padding: 1, bias: false));

    public override Tensor forward(Tensor x)
    {
        var features = new List<Tensor> { stem.forward(x) };
        foreach (var layer in dense)
        {
            var all = cat(features, dim: 1);
            features.Add(layer.forward(all));
        }

        var y = transition.forward(cat(features.ToArray(), 1));
        return classifier.forward(functional.adaptive_avg_pool2d(y, 1).squeeze(-1).squeeze(-1));
    }
}
