using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>A graph's input or output with a free batch axis in front.</summary>
internal sealed class BatchTensor(TensorSpec spec)
{
    public string Name { get; } = spec.Name;

    /// <summary>The axes of one sample.</summary>
    public long[] SampleShape { get; } = [.. spec.Shape.Skip(1).Select(axis => axis.Size)];

    /// <summary>The values of one sample.</summary>
    public int Length { get; } = checked((int)spec.Shape.Skip(1).Aggregate(1L, (product, axis) => checked(product * axis.Size)));
}
