using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>A tensor's values in memory of our own, row-major, in little endian as every platform of TorchSharp.</summary>
internal sealed record SavedTensor(ScalarType Type, IReadOnlyList<long> Shape, byte[] Bytes)
{
    public static SavedTensor Of(Tensor tensor)
    {
        using var contiguous = tensor.contiguous();
        return new SavedTensor(tensor.dtype, tensor.shape, contiguous.bytes.ToArray());
    }

    public static SavedTensor Of(float[] values) => new(ScalarType.Float32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Whether the tensor could take these values.</summary>
    public bool Fits(Tensor tensor) => tensor.dtype == Type && tensor.shape.SequenceEqual(Shape);

    public void CopyTo(Tensor tensor)
    {
        using var noGradient = no_grad();
        if (tensor.is_contiguous())
        {
            Bytes.CopyTo(tensor.bytes);
            return;
        }

        using var values = empty([.. Shape], Type);
        Bytes.CopyTo(values.bytes);
        tensor.copy_(values);
    }

    public void CopyTo(float[] values) => Bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));

    public override string ToString() => $"{Type} [{string.Join(',', Shape)}]";
}
