using System.Numerics;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>
/// −x·log x̂ − (1 − x)·log(1 − x̂) (Kingma and Welling, arXiv 1312.6114, appendix C.1). Logarithms end at −100, as in torch's binary_cross_entropy.
/// </summary>
internal sealed class BernoulliLoss(ImageSpec image) : PixelLoss(image)
{
    private const float SmallestLog = -100f;

    protected override Vector<float> Loss(Vector<float> x, Vector<float> mean, int channel)
    {
        var floor = new Vector<float>(SmallestLog);
        var log = Vector.Max(Vector.Log(mean), floor);
        var logOfRest = Vector.Max(Vector.Log(Vector<float>.One - mean), floor);
        return -((x * log) + ((Vector<float>.One - x) * logOfRest));
    }
}
