using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>AlexNet (Krizhevsky et al. 2012) shrunk, in the style of TorchSharp's own examples.</summary>
internal class AlexNetLike : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> features;
    private readonly Module<Tensor, Tensor> avgPool;
    private readonly Module<Tensor, Tensor> classifier;

    public AlexNetLike(string name, int numClasses) : base(name)
    {
        features = Sequential(
            ("c1", Conv2d(3, 8, kernel_size: 3, stride: 2, padding: 1)),
            ("r1", ReLU(inplace: true)),
            ("mp1", MaxPool2d(kernel_size: new long[] { 2, 2 })),
            ("c2", Conv2d(8, 12, kernel_size: 3, padding: 1)),
            ("r2", ReLU(inplace: true)),
            ("mp2", MaxPool2d(kernel_size: new long[] { 2, 2 })),
            ("c3", Conv2d(12, 16, kernel_size: 3, padding: 1)),
            ("r3", ReLU(inplace: true)));

        avgPool = AdaptiveAvgPool2d(new long[] { 2, 2 });

        classifier = Sequential(
            ("d1", Dropout()),
            ("l1", Linear(16 * 2 * 2, 32)),
            ("r1", ReLU(inplace: true)),
            ("d2", Dropout()),
            ("l3", Linear(32, numClasses)));

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var f = features.forward(input);
        using var avg = avgPool.forward(f);
        using var x = avg.view(new long[] { avg.shape[0], 16 * 2 * 2 });
        return classifier.forward(x);
    }
}
