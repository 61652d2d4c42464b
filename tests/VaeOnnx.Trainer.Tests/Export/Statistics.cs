using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>Gives fresh normalisations statistics of their own: with mean 0 and variance 1 a wrong export would pass.</summary>
internal static class Statistics
{
    public static void Randomize(nn.Module module)
    {
        using var noGrad = no_grad();
        foreach (var (name, buffer) in module.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
                buffer.normal_(0, 0.2);
            else if (name.EndsWith("running_var", StringComparison.Ordinal))
                buffer.uniform_(0.5, 1.5);
        }
    }
}
