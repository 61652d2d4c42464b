using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Adam (Kingma &amp; Ba, arXiv 1412.6980, algorithm 1):
/// m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← w − rate · m̂ / (√v̂ + ε).
/// </summary>
internal sealed class AdamOptimizer(IEnumerable<(string name, Parameter parameter)> parameters) : ParameterOptimizer(parameters, slots: 2)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;
    private const float Rate1 = (float)(1 - Beta1);
    private const float Rate2 = (float)(1 - Beta2);

    private float _stepSize;
    private float _rootScale;

    protected override void BeginStep(double learningRate, long step)
    {
        // The bias corrections of m̂ and v̂, drawn out of the loop over the elements.
        _stepSize = (float)(learningRate / (1 - Math.Pow(Beta1, step)));
        _rootScale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
    }

    protected override void Update(Span<float> weights, ReadOnlySpan<float> gradient, float[][] state)
    {
        var first = state[0].AsSpan();
        var second = state[1].AsSpan();
        var w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient)[..w.Length];
        var m = MemoryMarshal.Cast<float, Vector<float>>(first)[..w.Length];
        var v = MemoryMarshal.Cast<float, Vector<float>>(second)[..w.Length];
        for (var i = 0; i < w.Length; i++)
        {
            m[i] = Flush(m[i] + ((g[i] - m[i]) * Rate1));
            v[i] = Flush(v[i] + (((g[i] * g[i]) - v[i]) * Rate2));
            w[i] -= m[i] * _stepSize / ((Vector.SquareRoot(v[i]) * _rootScale) + new Vector<float>(Epsilon));
        }

        for (var i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            first[i] = Flush(first[i] + ((gradient[i] - first[i]) * Rate1));
            second[i] = Flush(second[i] + (((gradient[i] * gradient[i]) - second[i]) * Rate2));
            weights[i] -= first[i] * _stepSize / ((MathF.Sqrt(second[i]) * _rootScale) + Epsilon);
        }
    }
}
