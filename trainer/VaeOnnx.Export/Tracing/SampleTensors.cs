using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Tracing;

/// <summary>Makes inputs to trace and to verify with.</summary>
internal static class SampleTensors
{
    /// <summary>Uniform in [0, 1) for floating point, 0 and 1 for the others: in range for pixels, indices and masks alike.</summary>
    public static Tensor Create(TensorSpec spec, IReadOnlyDictionary<string, long> sizes, int seed)
    {
        long[] shape = [.. spec.Shape.Select(dimension => dimension.Name is { } name ? sizes[name] : dimension.Size)];
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(seed + 1), CPU);
        var uniform = torch.rand(shape, dtype: ScalarType.Float32, generator: generator);
        var values = spec.ElementType.IsFloating() ? uniform : uniform.mul(2).floor();
        return values.to_type(spec.ElementType.ToTorch()).MoveToOuterDisposeScope();
    }
}
