using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>The activation picked by a switch on an enum and kept as a delegate.</summary>
internal sealed class SwitchActivation : Module<Tensor, Tensor>
{
    internal enum Kind { Tanh, Gelu, Swish, Softplus, Snake }

    private readonly Linear[] layers;
    private readonly Func<Tensor, Tensor>[] activations;

    public SwitchActivation(params Kind[] kinds) : base("switch")
    {
        layers = [.. kinds.Select(_ => Linear(6, 6))];
        activations = [.. kinds.Select(Pick)];
        foreach (var (layer, index) in layers.Select((l, i) => (l, i)))
            register_module($"{kinds[index]}_{index}", layer);
    }

    private static Func<Tensor, Tensor> Pick(Kind kind)
    {
        var alpha = 0.5f;
        return kind switch
        {
            Kind.Tanh => torch.tanh,
            Kind.Gelu => x => functional.gelu(x),
            Kind.Swish => static x => x * x.sigmoid(),
            Kind.Softplus => x => functional.softplus(x),
            Kind.Snake => x => x + (x * alpha).sin().pow(2) / alpha,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown activation"),
        };
    }

    public override Tensor forward(Tensor x)
    {
        for (var i = 0; i < layers.Length; i++)
            x = activations[i](layers[i].forward(x));
        return x;
    }
}
