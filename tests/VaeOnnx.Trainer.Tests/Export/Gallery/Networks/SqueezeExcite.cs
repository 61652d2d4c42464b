using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>Squeeze and excitation (Hu et al. 2018): a gate per channel, its names made by string interpolation.</summary>
internal sealed class SqueezeExcite : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly Module<Tensor, Tensor> reduce, expand;
    private readonly int channels;

    public SqueezeExcite(int channels, int ratio) : base($"{nameof(SqueezeExcite)}_{channels}x{ratio}")
    {
        this.channels = channels;
        conv = Conv2d(3, channels, 3, padding: 1);
        reduce = Linear(channels, channels / ratio);
        expand = Linear(channels / ratio, channels);
        register_module($"conv{channels}", conv);
        register_module($"squeeze_{ratio}", reduce);
        register_module($"excite_{ratio}", expand);
    }

    public override Tensor forward(Tensor input)
    {
        var x = conv.forward(input);
        var squeezed = x.mean(new long[] { 2, 3 });
        var gate = torch.sigmoid(expand.forward(functional.silu(reduce.forward(squeezed))));
        return x * gate.view(-1, channels, 1, 1);
    }
}
