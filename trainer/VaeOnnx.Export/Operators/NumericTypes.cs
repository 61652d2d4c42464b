using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Export.Graph;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Operators;

/// <summary>Element types as emitters choose them.</summary>
internal static class NumericTypes
{
    /// <summary>
    /// The type to compute in: itself, but int32 for bool and for integers too narrow for ONNX Runtime's arithmetic. Casting back
    /// wraps around as TorchSharp does.
    /// </summary>
    public static ElementType Wide(this ElementType type) =>
        type is ElementType.Bool or ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 ? ElementType.Int32 : type;

    /// <summary>The type that TorchSharp compares two operands in, asked of libtorch itself.</summary>
    public static ElementType Promoted(this EmitterContext c, params string[] names)
    {
        using var scope = NewDisposeScope();
        var left = Like(c.Input);
        var right = c.IsTensor(names) ? Like(c.Tensor(names)) : Number(c.Argument(names));
        return ElementTypes.FromTorch(result_type(left, right));
    }

    private static Tensor Like(GraphValue value) => empty(value.Rank == 0 ? [] : [1L], value.ElementType.ToTorch());

    /// <summary>A number counts as a tensor without axes: it changes the kind of the type, not its width.</summary>
    private static Tensor Number(object? number) => number switch
    {
        bool => empty([], ScalarType.Bool),
        double => empty([], ScalarType.Float32),
        _ => empty([], ScalarType.Int64),
    };
}
