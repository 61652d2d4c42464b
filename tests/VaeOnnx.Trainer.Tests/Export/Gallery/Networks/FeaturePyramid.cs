using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A feature pyramid (Lin et al. 2017): top-down upsampling, one output a level in an array.</summary>
internal sealed class FeaturePyramid : Module<Tensor, Tensor[]>
{
    private readonly Conv2d[] bottomUp = [Conv2d(3, 4, 3, stride: 2, padding: 1), Conv2d(4, 8, 3, stride: 2, padding: 1), Conv2d(8, 12, 3, stride: 2, padding: 1)];
    private readonly Conv2d[] lateral = [Conv2d(4, 6, 1), Conv2d(8, 6, 1), Conv2d(12, 6, 1)];
    private readonly Conv2d smooth = Conv2d(6, 6, 3, padding: 1);

    public FeaturePyramid() : base("FPN")
    {
        for (int i = 0; i < 3; i++)
        {
            register_module($"bottom_up{i}", bottomUp[i]);
            register_module($"lateral{i}", lateral[i]);
        }

        register_module("smooth", smooth);
    }

    public override Tensor[] forward(Tensor x)
    {
        var maps = new Tensor[3];
        for (int i = 0; i < maps.Length; i++)
            x = maps[i] = functional.relu(bottomUp[i].forward(x));

        var levels = new Tensor[3];
        levels[2] = lateral[2].forward(maps[2]);
        for (int i = 1; i >= 0; i--)
        {
            var upsampled = functional.interpolate(levels[i + 1], scale_factor: new double[] { 2, 2 }, mode: InterpolationMode.Nearest);
            levels[i] = lateral[i].forward(maps[i]) + upsampled;
        }

        return levels.Select(smooth.forward).ToArray();
    }
}
