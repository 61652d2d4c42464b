using System.Runtime.InteropServices;
using VaeOnnx.Contracts;
using VaeOnnx.Contracts.Onnx;

namespace VaeOnnx.Export.Quantization;

/// <summary>The numbers of a constant in a model file, and constants made of numbers.</summary>
internal static class TensorValues
{
    /// <summary>Float32 values in row order; the two places that ONNX has for them are read alike.</summary>
    public static float[] Floats(TensorProto tensor)
    {
        if (tensor.DataType != (int)TensorProto.Types.DataType.Float)
            return [];
        return tensor.RawData.IsEmpty ? [.. tensor.FloatData] : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
    }

    public static TensorProto Create<T>(string name, TensorProto.Types.DataType type, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = Google.Protobuf.ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        foreach (var size in shape)
            tensor.Dims.Add(size);
        return tensor;
    }

    /// <summary>Refuses what no scale can express.</summary>
    public static float[] FiniteFloats(TensorProto tensor)
    {
        var values = Floats(tensor);
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new VaeOnnxException($"Weight '{tensor.Name}' holds values that are not finite. Train the model again.");
    }
}
