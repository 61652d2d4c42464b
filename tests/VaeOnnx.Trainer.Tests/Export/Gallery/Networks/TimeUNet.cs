using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A diffusion model's U-Net: skips on a stack, blocks in dictionaries by name, the time embedding added in each.</summary>
internal sealed class TimeUNet : Module<Tensor, Tensor, Tensor>
{
    private readonly ModuleDict<Module<Tensor, Tensor>> convs = new();
    private readonly ModuleDict<Linear> shifts = new();
    private readonly int depth;

    public TimeUNet(int depth, int width)
        : base("time-unet")
    {
        this.depth = depth;
        convs.Add("in", Conv2d(1, width, 3, padding: 1));
        for (var level = 0; level < depth; level++)
        {
            convs.Add($"down{level}", Sequential(GroupNorm(2, width), SiLU(), Conv2d(width, width, 3, padding: 1, stride: 2)));
            convs.Add($"up{level}", Sequential(GroupNorm(2, 2 * width), SiLU(), Conv2d(2 * width, width, 3, padding: 1)));
            shifts.Add($"{level}", Linear(4, width));
        }

        convs.Add("out", Conv2d(width, 1, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor image, Tensor time)
    {
        var skips = new Stack<Tensor>();
        var angles = time.unsqueeze(-1) * exp(-Math.Log(100) * arange(2, dtype: float32) / 2);
        var embedded = cat([angles.sin(), angles.cos()], dim: -1);
        var x = convs["in"].call(image);
        for (var level = 0; level < depth; level++)
        {
            skips.Push(x);
            x = convs[$"down{level}"].call(x) + shifts[$"{level}"].call(embedded)[.., .., TensorIndex.None, TensorIndex.None];
        }

        for (var level = depth; level-- > 0;)
        {
            var skip = skips.Pop();
            x = functional.interpolate(x, size: skip.shape[2..], mode: InterpolationMode.Nearest);
            x = convs[$"up{level}"].call(cat([x, skip], 1));
        }

        return convs["out"].call(x);
    }
}
