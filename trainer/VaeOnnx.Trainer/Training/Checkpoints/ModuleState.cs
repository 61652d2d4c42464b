using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>All that a module keeps: its parameters, and its buffers, such as running statistics.</summary>
internal static class ModuleState
{
    public static (string Name, Tensor Tensor)[] Of(nn.Module module) =>
        [.. module.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)), .. module.named_buffers().Select(pair => (pair.name, pair.buffer))];

    /// <summary>A copy of it, in the same order.</summary>
    public static SavedTensor[] Copy(nn.Module module) => [.. Of(module).Select(pair => SavedTensor.Of(pair.Tensor))];

    /// <summary>Gives a module what was copied from it.</summary>
    public static void Restore(nn.Module module, SavedTensor[] saved)
    {
        foreach (var (pair, tensor) in Of(module).Zip(saved))
            tensor.CopyTo(pair.Tensor);
    }
}
