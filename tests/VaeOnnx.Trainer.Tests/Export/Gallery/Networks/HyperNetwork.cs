using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A network whose weights another one predicts for each sample (Ha et al. 2017), with batched products.</summary>
internal sealed class HyperNetwork : Module<Tensor, Tensor, Tensor>
{
    private static readonly (long In, long Out)[] Layers = [(3, 5), (5, 5), (5, 2)];
    private readonly Module<Tensor, Tensor> generator = Sequential(
        ("hidden", Linear(4, 16)), ("activation", Tanh()), ("weights", Linear(16, Layers.Sum(layer => (layer.In + 1) * layer.Out))));

    public HyperNetwork() : base("hyper") => RegisterComponents();

    public override Tensor forward(Tensor points, Tensor code)
    {
        var weights = generator.call(code);
        var (x, start) = (points, 0L);
        foreach (var ((inputs, outputs), last) in Layers.Select((layer, index) => (layer, index == Layers.Length - 1)))
        {
            var matrix = Take(inputs * outputs).view(-1, inputs, outputs);
            x = bmm(x, matrix).add_(Take(outputs).unsqueeze(1));
            x = last ? x : x.relu_();
        }

        return x;

        Tensor Take(long count)
        {
            var part = weights.narrow(1, start, count);
            start += count;
            return part;
        }
    }
}
