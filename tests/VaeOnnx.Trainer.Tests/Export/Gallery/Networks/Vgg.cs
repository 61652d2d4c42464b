using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>VGG (Simonyan and Zisserman 2015) built from a configuration string, layer by layer.</summary>
internal class Vgg : Module<Tensor, Tensor>
{
    private static readonly IReadOnlyDictionary<string, object[]> Configurations = new Dictionary<string, object[]>
    {
        ["tiny"] = [8, "M", 16, 16, "M", 24, "A"],
    };

    private readonly ModuleList<Module<Tensor, Tensor>> layers = new();
    private readonly Linear head;

    public Vgg(string configuration) : base($"VGG-{configuration}")
    {
        long channels = 3;
        foreach (var entry in Configurations[configuration])
        {
            switch (entry)
            {
                case "M":
                    layers.Add(MaxPool2d(2, 2));
                    break;
                case "A":
                    layers.Add(AvgPool2d(2, 2));
                    break;
                case int width:
                    layers.Add(Conv2d(channels, width, 3, padding: 1));
                    layers.Add(BatchNorm2d(width));
                    layers.Add(ReLU());
                    channels = width;
                    break;
            }
        }

        head = Linear(channels * 2 * 2, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor t)
    {
        foreach (var layer in layers)
            t = layer.forward(t);
        return head.forward(t.flatten(1));
    }
}
