using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Graph;

/// <summary>The same element types as TorchSharp, ONNX and the contracts name them.</summary>
internal static class ElementTypes
{
    private static readonly (ElementType Type, torch.ScalarType Torch, TensorProto.Types.DataType Onnx, int Size)[] Table =
    [
        (ElementType.Float32, torch.ScalarType.Float32, TensorProto.Types.DataType.Float, 4),
        (ElementType.Float64, torch.ScalarType.Float64, TensorProto.Types.DataType.Double, 8),
        (ElementType.Float16, torch.ScalarType.Float16, TensorProto.Types.DataType.Float16, 2),
        (ElementType.BFloat16, torch.ScalarType.BFloat16, TensorProto.Types.DataType.Bfloat16, 2),
        (ElementType.Int64, torch.ScalarType.Int64, TensorProto.Types.DataType.Int64, 8),
        (ElementType.Int32, torch.ScalarType.Int32, TensorProto.Types.DataType.Int32, 4),
        (ElementType.Int16, torch.ScalarType.Int16, TensorProto.Types.DataType.Int16, 2),
        (ElementType.Int8, torch.ScalarType.Int8, TensorProto.Types.DataType.Int8, 1),
        (ElementType.UInt8, torch.ScalarType.Byte, TensorProto.Types.DataType.Uint8, 1),
        (ElementType.Bool, torch.ScalarType.Bool, TensorProto.Types.DataType.Bool, 1),
    ];

    public static ElementType FromTorch(torch.ScalarType type) => Row(row => row.Torch == type, type).Type;

    public static ElementType FromOnnx(TensorProto.Types.DataType type) => Row(row => row.Onnx == type, type).Type;

    public static torch.ScalarType ToTorch(this ElementType type) => Row(row => row.Type == type, type).Torch;

    public static TensorProto.Types.DataType ToOnnx(this ElementType type) => Row(row => row.Type == type, type).Onnx;

    public static int Size(this ElementType type) => Row(row => row.Type == type, type).Size;

    public static bool IsFloating(this ElementType type) =>
        type is ElementType.Float32 or ElementType.Float64 or ElementType.Float16 or ElementType.BFloat16;

    private static (ElementType Type, torch.ScalarType Torch, TensorProto.Types.DataType Onnx, int Size) Row(
        Func<(ElementType Type, torch.ScalarType Torch, TensorProto.Types.DataType Onnx, int Size), bool> matches, object sought)
    {
        foreach (var row in Table)
        {
            if (matches(row))
                return row;
        }

        throw new ExportException($"Tensors of type {sought} have no counterpart in the graph; known are {string.Join(", ", Table.Select(row => row.Type))}.");
    }
}
