using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>Constants for functions that take weights: spread over [-1, 1] without a pattern that a wrong order of axes would keep.</summary>
internal static class OperatorWeights
{
    /// <summary>sin(1 + i · i · 0.7) over the elements in the order of memory.</summary>
    public static Tensor Of(params long[] shape)
    {
        var index = arange(shape.Aggregate(1L, (count, size) => count * size), float32);
        return (index * index * 0.7 + 1).sin().reshape(shape);
    }
}
