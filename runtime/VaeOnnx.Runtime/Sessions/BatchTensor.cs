using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>A graph's input or output with a free batch axis in front.</summary>
internal sealed class BatchTensor(TensorSpec spec)
{
    public string Name { get; } = spec.Name;

    /// <summary>The values of one sample.</summary>
    public int Length { get; } = checked((int)spec.Shape.Skip(1).Aggregate(1L, (product, axis) => checked(product * axis.Size)));

    /// <summary>The axes at a batch size.</summary>
    public long[] Shape(int batch) => [batch, .. spec.Shape.Skip(1).Select(axis => axis.Size)];
}
