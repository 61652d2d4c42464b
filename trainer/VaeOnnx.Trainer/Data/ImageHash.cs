using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>Reads all images of a source.</summary>
    public static string Of(ImageSource images)
    {
        using var hash = new ImageHash();
        var samples = new ushort[images.Spec.Length];
        for (var i = 0; i < images.Count; i++)
        {
            images.Read(i, samples);
            hash.Append(samples, images.BitDepth);
        }

        return hash.Finish(images.Labels.Span, images.ClassNames.Count);
    }

    /// <summary>Adds one image.</summary>
    public void Append(ReadOnlySpan<ushort> samples, int bitDepth)
    {
        if (bitDepth == 16)
        {
            Append(samples);
            return;
        }

        var bytes = new byte[samples.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)samples[i];
        Append(bytes);
    }

    /// <summary>
    /// The identity of some images of a source that is not in memory: SHA-256 over the identity of the whole (64 letters) and the
    /// indices (four bytes each, little-endian). What their pixels' own would be costs a pass over the files.
    /// </summary>
    public static string OfSelection(string whole, ReadOnlySpan<int> indices)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(whole));
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (var index in indices)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, index);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
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
