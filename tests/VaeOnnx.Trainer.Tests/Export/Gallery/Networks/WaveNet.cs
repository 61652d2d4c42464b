using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>WaveNet (van den Oord et al. 2016): causal dilated convolutions, left padding, gates and summed skips.</summary>
internal sealed class WaveNet : Module<Tensor, Tensor>
{
    private readonly Conv1d input = Conv1d(1, 6, 1);
    private readonly List<(Conv1d filter, Conv1d gate, Conv1d residual, Conv1d skip, int dilation)> layers = [];
    private readonly Conv1d output = Conv1d(8, 4, 1);

    public WaveNet() : base("WaveNet")
    {
        RegisterComponents();
        for (var power = 0; power < 3; power++)
        {
            var dilation = 1 << power;
            var layer = (Conv1d(6, 6, 2, dilation: dilation), Conv1d(6, 6, 2, dilation: dilation), Conv1d(6, 6, 1), Conv1d(6, 8, 1), dilation);
            register_module($"filter{power}", layer.Item1);
            register_module($"gate{power}", layer.Item2);
            register_module($"residual{power}", layer.Item3);
            register_module($"skip{power}", layer.Item4);
            layers.Add(layer);
        }
    }

    public override Tensor forward(Tensor wave)
    {
        var x = input.forward(wave);
        Tensor? skips = null;
        foreach (var (filter, gate, residual, skip, dilation) in layers)
        {
            var padded = functional.pad(x, (dilation, 0));
            var h = filter.forward(padded).tanh() * gate.forward(padded).sigmoid();
            var s = skip.forward(h);
            skips = skips is null ? s : skips + s;
            x = residual.forward(h) + x;
        }

        return output.forward(functional.relu(skips!));
    }
}
