using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VaeOnnx.Trainer.Data;

/// <summary>The identity of images, as <see cref="ImageSource.Sha256"/> defines it, from one image after the other.</summary>
internal sealed class ImageHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(ReadOnlySpan<byte> samples) => _hash.AppendData(samples);

    public void Append(ReadOnlySpan<ushort> samples)
    {
        if (!BitConverter.IsLittleEndian)
        {
            var swapped = new ushort[samples.Length];
            BinaryPrimitives.ReverseEndianness(samples, swapped);
            samples = swapped;
        }

        _hash.AppendData(MemoryMarshal.AsBytes(samples));
    }

    /// <summary>Adds the labels and ends.</summary>
    public string Finish(ReadOnlySpan<int> labels, int classes)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var label in labels)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, label);
            _hash.AppendData(classes <= 256 ? bytes[..1] : bytes);
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();
}
