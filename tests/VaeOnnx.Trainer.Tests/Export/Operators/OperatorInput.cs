using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Export.Operators;

/// <summary>An input of a row: its type, its shape and what its elements are drawn from.</summary>
internal sealed record OperatorInput(ElementType Type, IReadOnlyList<Dimension> Shape, Func<long[], Generator, Tensor> Values)
{
    /// <summary>float32 from N(0, 1.5²): both signs, and beyond the bends of every activation.</summary>
    public static OperatorInput Normal(params Dimension[] shape) => new(ElementType.Float32, shape, (sizes, generator) => randn(sizes, generator: generator) * 1.5);

    /// <summary>float32 in [0.1, 3): for logarithms, roots and divisors.</summary>
    public static OperatorInput Positive(params Dimension[] shape) => new(ElementType.Float32, shape, (sizes, generator) => (rand(sizes, generator: generator) * 2.9) + 0.1);

    /// <summary>float32 in (-0.95, 0.95): for inverse functions.</summary>
    public static OperatorInput Unit(params Dimension[] shape) => new(ElementType.Float32, shape, (sizes, generator) => (rand(sizes, generator: generator) * 1.9) - 0.95);

    /// <summary>Whole numbers in [<paramref name="low"/>, <paramref name="high"/>) in any type but bool.</summary>
    public static OperatorInput Whole(ElementType type, long low, long high, params Dimension[] shape) =>
        new(type, shape, (sizes, generator) => randint(low, high, sizes, ScalarType.Int64, generator: generator));

    /// <summary>int64 in [-4, 5).</summary>
    public static OperatorInput Integers(params Dimension[] shape) => Whole(ElementType.Int64, -4, 5, shape);

    /// <summary>True and false.</summary>
    public static OperatorInput Booleans(params Dimension[] shape) => Whole(ElementType.Bool, 0, 2, shape);

    /// <summary>The same values in another type.</summary>
    public OperatorInput As(ElementType type) => this with { Type = type };

    /// <summary>What the graph is told of the input at a position.</summary>
    public TensorSpec Spec(int position) => new($"x{position}", Type, Shape);

    /// <summary>The values at a batch size; other free dimensions are 8 + 3 · batch: large enough for windows, and no multiple of each other.</summary>
    public Tensor Draw(long batch, Generator generator)
    {
        long Size(Dimension dimension) => dimension.IsFixed ? dimension.Size : dimension == Dimension.Batch ? batch : 8 + (3 * batch);
        return Values([.. Shape.Select(Size)], generator).to_type(Type.ToTorch());
    }
}
