using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A highway network (Srivastava et al. 2015): carry and transform gates.</summary>
internal sealed class HighwayNet : Module<Tensor, Tensor>
{
    private readonly (Linear Transform, Linear Gate)[] layers;

    public HighwayNet(int size, int depth) : base("highway")
    {
        layers = new (Linear, Linear)[depth];
        for (int i = 0; i < depth; i++)
        {
            layers[i] = (Linear(size, size), Linear(size, size));
            register_module($"transform_{i:D2}", layers[i].Transform);
            register_module($"gate_{i:D2}", layers[i].Gate);
        }
    }

    public override Tensor forward(Tensor x)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            ref readonly var layer = ref layers[i];
            var gate = layer.Gate.forward(x).sigmoid();
            var transformed = layer.Transform.forward(x).relu();
            x = gate * transformed + (1 - gate) * x;
        }

        return x;
    }
}
