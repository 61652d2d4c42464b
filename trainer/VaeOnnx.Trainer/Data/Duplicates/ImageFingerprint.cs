using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What an image is recognised by.</summary>
/// <param name="Pixels">The first 128 bits of SHA-256 over its pixels: equal for equal images.</param>
/// <param name="Look">
/// The difference hash (dHash) of its brightness, 64 bits: the image is shrunk to 8x9, and each bit says whether a pixel is darker
/// than its right neighbour. Few bits differ where images look alike.
/// </param>
internal readonly record struct ImageFingerprint(UInt128 Pixels, ulong Look)
{
    private const int Side = 8;
    private static readonly ImageSpec s_small = new() { Channels = 1, Height = Side, Width = Side + 1 };

    /// <summary>How many of the 64 bits differ.</summary>
    public int Distance(ImageFingerprint other) => BitOperations.PopCount(Look ^ other.Look);

    public static ImageFingerprint Of(ReadOnlySpan<ushort> samples, ImageSpec spec, int bitDepth)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(samples), sha256);
        return new ImageFingerprint(BinaryPrimitives.ReadUInt128BigEndian(sha256), LookOf(samples, spec, bitDepth));
    }

    /// <summary>Of every image of a source.</summary>
    public static ImageFingerprint[] Of(ImageSource images)
    {
        var fingerprints = new ImageFingerprint[images.Count];
        Parallel.For(0, images.Count, () => new ushort[images.Spec.Length], (i, _, samples) =>
        {
            images.Read(i, samples);
            fingerprints[i] = Of(samples, images.Spec, images.BitDepth);
            return samples;
        }, _ => { });
        return fingerprints;
    }

    private static ulong LookOf(ReadOnlySpan<ushort> samples, ImageSpec spec, int bitDepth)
    {
        if (spec.Channels == 1)
            return LookOf(samples, spec);
        if (spec.Channels == 4)
            samples = PixelConversion.WithChannels(new DecodedImage(4, spec.Height, spec.Width, bitDepth, samples.ToArray()), 3).Samples;
        var grey = ArrayPool<ushort>.Shared.Rent(spec.Height * spec.Width);
        PixelConversion.ToBrightness(samples, grey.AsSpan(0, spec.Height * spec.Width));
        var look = LookOf(grey.AsSpan(0, spec.Height * spec.Width), spec);
        ArrayPool<ushort>.Shared.Return(grey);
        return look;
    }

    private static ulong LookOf(ReadOnlySpan<ushort> grey, ImageSpec spec)
    {
        Span<ushort> small = stackalloc ushort[Side * (Side + 1)];
        ImageFit.Resize.Apply(grey, spec.Height, spec.Width, small, s_small);
        var look = 0UL;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
                look = (look << 1) | (small[(y * (Side + 1)) + x] < small[(y * (Side + 1)) + x + 1] ? 1UL : 0UL);
        }

        return look;
    }
}
