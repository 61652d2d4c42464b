using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Data;

/// <summary>What an image is recognised by.</summary>
/// <param name="Pixels">The first 128 bits of SHA-256 over its pixels: equal for equal images.</param>
/// <param name="Across">
/// The difference hash (dHash) of its brightness, 64 bits: the image is shrunk to 8x9, and each bit says whether a pixel is darker
/// than its right neighbour. Few bits differ where images look alike.
/// </param>
/// <param name="Down">The same with the neighbour below, of the image shrunk to 9x8.</param>
internal readonly record struct ImageFingerprint(UInt128 Pixels, ulong Across, ulong Down)
{
    private const int Side = 8;
    private static readonly ImageSpec s_wide = new() { Channels = 1, Height = Side, Width = Side + 1 };
    private static readonly ImageSpec s_high = new() { Channels = 1, Height = Side + 1, Width = Side };

    /// <summary>How many of the 64 bits differ, in the hash where more do.</summary>
    public int Distance(ImageFingerprint other) => Math.Max(BitOperations.PopCount(Across ^ other.Across), BitOperations.PopCount(Down ^ other.Down));

    public static ImageFingerprint Of(ReadOnlySpan<ushort> samples, ImageSpec spec, int bitDepth)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(samples), sha256);
        var (across, down) = LookOf(samples, spec, bitDepth);
        return new ImageFingerprint(BinaryPrimitives.ReadUInt128BigEndian(sha256), across, down);
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

    private static (ulong Across, ulong Down) LookOf(ReadOnlySpan<ushort> samples, ImageSpec spec, int bitDepth)
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

    private static (ulong Across, ulong Down) LookOf(ReadOnlySpan<ushort> grey, ImageSpec spec) => (Hash(grey, spec, s_wide, step: 1), Hash(grey, spec, s_high, step: Side));

    /// <summary>One bit a pixel of 8x8, the first the highest: whether it is darker than the one a step further.</summary>
    private static ulong Hash(ReadOnlySpan<ushort> grey, ImageSpec spec, ImageSpec shrunk, int step)
    {
        Span<ushort> small = stackalloc ushort[Side * (Side + 1)];
        ImageFit.Resize.Apply(grey, spec.Height, spec.Width, small, shrunk);
        var hash = 0UL;
        for (var i = 0; i < Side * Side; i++)
        {
            var place = (i / Side * shrunk.Width) + (i % Side);
            hash = (hash << 1) | (small[place] < small[place + step] ? 1UL : 0UL);
        }

        return hash;
    }
}
