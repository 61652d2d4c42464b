using System.Runtime.InteropServices;
using TorchSharp;
using VaeOnnx.Contracts;
using static TorchSharp.torch;

namespace VaeOnnx.Export.Graph;

/// <summary>The data of an initializer: a tensor that lives as long as the export, or bytes of our own.</summary>
internal sealed class TensorConstant
{
    private readonly Tensor? _tensor;
    private readonly byte[]? _bytes;

    public TensorConstant(Tensor tensor)
    {
        _tensor = tensor;
        ElementType = ElementTypes.FromTorch(tensor.dtype);
        Shape = tensor.shape;
    }

    public TensorConstant(ElementType type, long[] shape, byte[] bytes)
    {
        _bytes = bytes;
        ElementType = type;
        Shape = shape;
    }

    public ElementType ElementType { get; }

    public long[] Shape { get; }

    public long ByteCount => Shape.Aggregate(1L, (count, size) => count * size) * ElementType.Size();

    /// <summary>The data as a tensor of its own, for exact rearrangements such as a transposed weight.</summary>
    public Tensor ToTensor()
    {
        if (_tensor is not null)
            return _tensor.detach().clone();
        var copy = torch.empty(Shape, dtype: ElementType.ToTorch());
        _bytes.CopyTo(copy.bytes);
        return copy;
    }

    /// <summary>The elements in row order, little-endian: one copy, whatever the device and the layout.</summary>
    public byte[] ToBytes()
    {
        if (_bytes is not null)
            return _bytes;
        using var scope = NewDisposeScope();
        var bytes = new byte[ByteCount];
        var source = _tensor!.detach().cpu().contiguous();
        // Bytes of a tensor are a span: for more than 2 GB the size check of the writer comes first.
        source.bytes.CopyTo(bytes);
        return bytes;
    }

    /// <summary>The value of a constant with one element.</summary>
    public double ToDouble()
    {
        using var scope = NewDisposeScope();
        return ToTensor().to_type(ScalarType.Float64).cpu().item<double>();
    }

    public static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
}
