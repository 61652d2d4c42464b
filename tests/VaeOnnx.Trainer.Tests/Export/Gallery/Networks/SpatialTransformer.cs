using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A spatial transformer (Jaderberg et al. 2015): localisation, affine_grid, grid_sample.</summary>
internal sealed class SpatialTransformer : Module<Tensor, Tensor>
{
    private readonly Sequential localization;
    private readonly Linear theta;

    public SpatialTransformer() : base("STN")
    {
        localization = Sequential(Conv2d(1, 4, 3), MaxPool2d(2, 2), ReLU(true), AdaptiveAvgPool2d(2), Flatten());
        theta = Linear(16, 6);
        using (no_grad())
        {
            theta.weight!.mul_(0.2f);
            theta.bias!.copy_(tensor(new float[] { 0.9f, 0.1f, 0, -0.1f, 1.1f, 0 }));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var matrix = theta.forward(localization.forward(x)).view(-1, 2, 3);
        var grid = functional.affine_grid(matrix, x.shape, align_corners: false);
        return functional.grid_sample(x, grid, align_corners: false);
    }
}
