using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>An inception module (Szegedy et al. 2015): LINQ over a ModuleList of branches.</summary>
internal sealed class Inception : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> branches;
    private readonly Module<Tensor, Tensor> head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 7));

    public Inception() : base("Inception")
    {
        branches = ModuleList<Module<Tensor, Tensor>>(
            ConvBnRelu(3, 4, 1),
            Sequential(ConvBnRelu(3, 2, 1), ConvBnRelu(2, 4, 3)),
            Sequential(ConvBnRelu(3, 2, 1), ConvBnRelu(2, 4, 5)),
            Sequential(MaxPool2d(3, 1, 1), ConvBnRelu(3, 4, 1)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        Tensor[] outputs = branches.Select(b => b.forward(x)).ToArray();
        var joined = torch.cat(outputs, 1);
        return head.forward(joined);
    }

    private static Module<Tensor, Tensor> ConvBnRelu(long from, long to, int kernel)
        => Sequential(Conv2d(from, to, kernel, padding: kernel / 2), BatchNorm2d(to, eps: 0.001), ReLU());
}
