using System.Runtime.InteropServices;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests;

internal static class Weights
{
    /// <summary>All weights and buffers of a module, copied, in the order of their registration.</summary>
    public static float[] Of(nn.Module module) =>
        [.. ModuleState.Copy(module).SelectMany(tensor => MemoryMarshal.Cast<byte, float>(tensor.Bytes).ToArray())];
}
