using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>The multilayer perceptron of every first tutorial: one Sequential of named pairs.</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(
        ("fc1", Linear(64, 32)),
        ("relu1", ReLU()),
        ("drop1", Dropout(0.2)),
        ("fc2", Linear(32, 16)),
        ("relu2", ReLU()),
        ("fc3", Linear(16, 10)));

    public Mlp() : base(nameof(Mlp)) => RegisterComponents();

    public override Tensor forward(Tensor x) => functional.log_softmax(layers.forward(x.view(x.shape[0], -1)), 1);
}
