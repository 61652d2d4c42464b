using TorchSharp;
using TorchSharp.Modules;

namespace VaeOnnx.Trainer.Models;

/// <summary>Starting weights of layers without normalisation.</summary>
internal static class ConvScaling
{
    /// <summary>
    /// Scales drawn weights, of U(−1/√fan_in, 1/√fan_in), to the variance 2 gain² / fan_in that keeps the size of features through ReLU
    /// (He et al. 2015, arXiv 1502.01852, equation 10), and sets the bias to 0.
    /// </summary>
    public static void ScaleToHe(this Conv2d conv, double gain)
    {
        using var noGradient = torch.no_grad();
        using Scalar factor = (float)(Math.Sqrt(6) * gain);
        conv.weight.mul_(factor);
        torch.nn.init.zeros_(conv.bias!);
    }
}
