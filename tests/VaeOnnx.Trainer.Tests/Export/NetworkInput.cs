using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export;

/// <summary>One input of a network: its spec and, for token ids and labels, the number of values that are legal.</summary>
internal sealed record NetworkInput(TensorSpec Spec, int Categories = 0)
{
    /// <summary>Standard normal float32 values.</summary>
    public static NetworkInput Float32(string name, params Dimension[] shape) => new(TensorSpec.Float32(name, shape));

    /// <summary>int64 values in [0, <paramref name="categories"/>).</summary>
    public static NetworkInput Tokens(string name, int categories, params Dimension[] shape) => new(TensorSpec.Int64(name, shape), categories);

    /// <summary>One tensor an input at the batch size; the same for the same seed.</summary>
    public static Tensor[] Draw(IReadOnlyList<NetworkInput> inputs, long batch, ulong seed)
    {
        using var generator = new Generator(seed);
        return [.. inputs.Select(input => input.Draw(batch, generator))];
    }

    /// <summary>A sample of this input at the batch size, drawn from the generator.</summary>
    public Tensor Draw(long batch, Generator generator)
    {
        var shape = Spec.Shape.Select(d => d.IsFixed ? d.Size : batch).ToArray();
        return Spec.ElementType == ElementType.Int64
            ? randint(0, Categories, shape, ScalarType.Int64, generator: generator)
            : randn(shape, generator: generator);
    }
}
