using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Atrous spatial pyramid pooling (Chen et al. 2017): dilations by number, the result resized to the input.</summary>
internal sealed class DeepLab : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> backbone;
    private readonly ModuleList<Module<Tensor, Tensor>> pyramid;
    private readonly Module<Tensor, Tensor> pooled;
    private readonly Module<Tensor, Tensor> classify;

    public DeepLab(int classes, params ReadOnlySpan<int> rates) : base("deeplab")
    {
        backbone = Sequential(Conv2d(3, 8, 3, stride: 2, padding: 1), ReLU());
        pyramid = ModuleList<Module<Tensor, Tensor>>(Conv2d(8, 4, 1));
        foreach (var rate in rates)
            pyramid.Add(Sequential(Conv2d(8, 4, 3, padding: rate, dilation: rate, bias: false), BatchNorm2d(4), ReLU()));
        pooled = Sequential(AdaptiveAvgPool2d(1), Conv2d(8, 4, 1), ReLU());
        classify = Conv2d(4 * (pyramid.Count + 1), classes, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var size = images.shape[^2..];
        var f = backbone.forward(images);
        var branches = new Tensor[pyramid.Count + 1];
        for (var i = 0; i < pyramid.Count; i++)
            branches[i] = pyramid[i].forward(f);
        branches[^1] = functional.interpolate(pooled.forward(f), size: f.shape[2..], mode: InterpolationMode.Bilinear, align_corners: false);
        var scores = classify.forward(torch.cat(branches, 1));
        return functional.interpolate(scores, size, mode: InterpolationMode.Bilinear, align_corners: false);
    }
}
