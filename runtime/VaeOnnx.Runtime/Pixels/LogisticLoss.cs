using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// −log(σ((x + ½/255 − x̂)/s) − σ((x − ½/255 − x̂)/s)), with a scale s a channel; black and white take the tails
/// (Salimans et al. 2017, arXiv 1701.05517, equation 2).
/// </summary>
internal sealed class LogisticLoss(ImageSpec image, IReadOnlyList<float> scales) : PixelLoss(image)
{
    private const float Level = 1 / 255f;

    private readonly float[] _inverses = [.. scales.Select(scale => 1 / scale)];
    private readonly float[] _constants = [.. scales.Select(scale => (float)Math.Log(1 - Math.Exp(-Level / (double)scale)))];

    protected override Vector<float> Loss(Vector<float> x, Vector<float> mean, int channel)
    {
        var half = new Vector<float>(Level / 2);
        var inverse = _inverses[channel];
        var isBlack = Vector.LessThanOrEqual(x, Vector<float>.Zero);
        var isWhite = Vector.GreaterThanOrEqual(x, Vector<float>.One);
        // σ(a) − σ(b) = σ(a) · σ(−b) · (1 − exp(b − a)): exact where the difference of the two would round to 0.
        var above = Vector.ConditionalSelect(isWhite, Vector<float>.Zero, LogSigmoid((x + half - mean) * inverse));
        var below = Vector.ConditionalSelect(isBlack, Vector<float>.Zero, LogSigmoid((half + mean - x) * inverse));
        var within = Vector.ConditionalSelect(isBlack | isWhite, Vector<float>.Zero, new Vector<float>(_constants[channel]));
        return -(above + below + within);
    }

    private static Vector<float> LogSigmoid(Vector<float> x) =>
        Vector.Min(x, Vector<float>.Zero) - Vector.Log(Vector<float>.One + Vector.Exp(-Vector.Abs(x)));
}
