using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;

namespace VaeOnnx.Trainer.Training;

/// <summary>v ← momentum · v + g, w ← w − rate · v: heavy-ball momentum as torch has it, without dampening.</summary>
internal sealed class SgdOptimizer(IEnumerable<(string name, Parameter parameter)> parameters, float momentum) : ParameterOptimizer(parameters, slots: 1)
{
    private float _rate;

    protected override void BeginStep(double learningRate, long step) => _rate = (float)learningRate;

    protected override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] state)
    {
        var velocity = state[0].AsSpan();
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient)[..w.Length];
        var v = MemoryMarshal.Cast<float, Vector<float>>(velocity)[..w.Length];
        for (var i = 0; i < w.Length; i++)
        {
            v[i] = Flush((v[i] * momentum) + g[i]);
            w[i] -= v[i] * _rate;
        }

        for (var i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            velocity[i] = Flush((velocity[i] * momentum) + gradient[i]);
            weights[i] -= velocity[i] * _rate;
        }
    }
}
