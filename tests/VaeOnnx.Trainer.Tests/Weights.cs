using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests;

internal static class Weights
{
    /// <summary>All weights of a module, copied, in the order of their registration.</summary>
    public static float[] Of(nn.Module module) =>
        [.. module.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
}
