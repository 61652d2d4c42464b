using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>½·((x − x̂)/σ)² + log σ + ½·log 2π, with a scale σ a channel: a density, and so below 0 where σ is small.</summary>
internal sealed class GaussianLoss(ImageSpec image, IReadOnlyList<float> scales) : PixelLoss(image)
{
    private readonly float[] _inverses = [.. scales.Select(scale => 1 / scale)];
    private readonly float[] _constants = [.. scales.Select(scale => MathF.Log(scale * MathF.Sqrt(2 * MathF.PI)))];

    protected override Vector<float> Loss(Vector<float> x, Vector<float> mean, int channel)
    {
        var distance = (x - mean) * _inverses[channel];
        return (distance * distance * 0.5f) + new Vector<float>(_constants[channel]);
    }
}
