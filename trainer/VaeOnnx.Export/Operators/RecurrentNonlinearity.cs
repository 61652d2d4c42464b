using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>
/// Which function an Elman network applies: libtorch keeps it to itself, so one step from a zero state is compared with both.
/// </summary>
internal static class RecurrentNonlinearity
{
    public const string Tanh = "tanh";
    public const string Relu = "relu";

    /// <summary>Wide enough for tanh to bend at every scale of weights that a network is trained to.</summary>
    private static readonly double[] Scales = [0.1, 1, 10];

    public static string Find(EmitterContext c, NativeModule module)
    {
        using var grad = no_grad();
        using var scope = NewDisposeScope();
        var weight = module.Data(module.Module is RNN ? "weight_ih_l0" : "weight_ih");
        using var generator = new Generator(seed: 1);
        var x = cat([.. Scales.Select(scale => randn([8, weight.shape[1]], generator: generator) * scale)]).to(weight); // [N,I]
        return NativeProbe.Closest(c, Run(module.Module, x), (Tanh, Step(module, x, value => value.tanh())), (Relu, Step(module, x, value => value.relu())));
    }

    /// <summary>The states after one step of each row: alone, so that its layout is the same for both orders of the axes.</summary>
    private static Tensor Run(nn.Module module, Tensor x) => module is RNN layers
        ? cat([.. x.split(1).Select(row => layers.forward(row.unsqueeze(0), null).Item1.squeeze(0))])
        : ((RNNCell)module).forward(x, null);

    private static Tensor Step(NativeModule module, Tensor x, Func<Tensor, Tensor> function)
    {
        if (module.Module is RNNCell)
            return function(Sum(module, x, ""));
        for (var layer = 0; module.Has($"weight_ih_l{layer}"); layer++)
        {
            string[] directions = module.Has($"weight_ih_l{layer}_reverse") ? ["", "_reverse"] : [""];
            x = cat([.. directions.Select(direction => function(Sum(module, x, $"_l{layer}{direction}")))], 1);
        }

        return x;
    }

    private static Tensor Sum(NativeModule module, Tensor x, string suffix)
    {
        var sum = x.matmul(module.Data($"weight_ih{suffix}").t());
        return module.Has($"bias_ih{suffix}") ? sum + module.Data($"bias_ih{suffix}") + module.Data($"bias_hh{suffix}") : sum;
    }
}
