using System.Numerics;
using System.Runtime.InteropServices;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime;

/// <summary>Moves pixels between a caller's buffers and the graphs' floats: bytes are mapped onto the pixel range, floats checked.</summary>
internal sealed class PixelCodec(ImageSpec image, bool checkFinite)
{
    private const float MaxByte = 255f;
    private readonly float _offset = image.PixelMin;
    private readonly float _scale = (image.PixelMax - image.PixelMin) / MaxByte;
    private readonly float _inverseScale = MaxByte / (image.PixelMax - image.PixelMin);

    /// <summary>The values of one image.</summary>
    public int ImageLength { get; } = image.Length;

    /// <summary>Pixels as a graph's input: floats where they are, bytes converted into the workspace.</summary>
    /// <exception cref="ArgumentException">A float is NaN or infinite.</exception>
    public ReadOnlySpan<float> Read<TPixel>(ReadOnlySpan<TPixel> pixels, Workspace workspace)
        where TPixel : unmanaged
    {
        if (typeof(TPixel) == typeof(byte))
        {
            var images = workspace.Input(pixels.Length / ImageLength);
            FromBytes(MemoryMarshal.Cast<TPixel, byte>(pixels), images);
            return images;
        }

        var floats = MemoryMarshal.Cast<TPixel, float>(pixels);
        if (checkFinite)
            Finiteness.Require(floats, "images", ImageLength);
        return floats;
    }

    /// <summary>Runs a graph whose one output is images, into a caller's pixels: floats straight, unless they are the input's own, and bytes by way of the workspace.</summary>
    public void RunInto<TPixel>(Span<TPixel> pixels, Workspace workspace, ReadOnlySpan<float> input, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        if (typeof(TPixel) == typeof(float) && !MemoryMarshal.Cast<TPixel, float>(pixels).Overlaps(input))
        {
            workspace.Run(input, MemoryMarshal.Cast<TPixel, float>(pixels), cancellationToken);
            return;
        }

        workspace.Run(input, cancellationToken);
        Write(workspace.Output(0, pixels.Length / ImageLength), pixels);
    }

    /// <summary>Reads pixels into a graph's input, except missing ones, which all become <paramref name="unknown"/>.</summary>
    /// <param name="pixels">As many as <paramref name="images"/>.</param>
    /// <param name="missing">A whole number of times in <paramref name="pixels"/>.</param>
    /// <param name="unknown">A finite value.</param>
    /// <param name="images">The input.</param>
    /// <exception cref="ArgumentException">A known float is NaN or infinite.</exception>
    public void ReadKnown<TPixel>(ReadOnlySpan<TPixel> pixels, ReadOnlySpan<bool> missing, float unknown, Span<float> images)
        where TPixel : unmanaged
    {
        Convert(pixels, images);
        for (var first = 0; first < images.Length; first += missing.Length)
        {
            for (var i = 0; i < missing.Length; i++)
            {
                if (missing[i])
                    images[first + i] = unknown;
            }
        }

        if (checkFinite)
            Finiteness.Require(images, nameof(images), ImageLength);
    }

    /// <summary>Copies pixels to where a graph reads them as floats.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public void Copy<TPixel>(ReadOnlySpan<TPixel> pixels, Span<float> images, string parameter)
        where TPixel : unmanaged
    {
        Convert(pixels, images);
        RequireFinite(pixels, ImageLength, parameter);
    }

    /// <summary>Writes a graph's output as pixels.</summary>
    public void Write<TPixel>(ReadOnlySpan<float> images, Span<TPixel> pixels)
        where TPixel : unmanaged
    {
        if (typeof(TPixel) == typeof(byte))
            ToBytes(images, MemoryMarshal.Cast<TPixel, byte>(pixels));
        else
            images.CopyTo(MemoryMarshal.Cast<TPixel, float>(pixels));
    }

    /// <summary>Refuses floats that are not finite, where that is asked for.</summary>
    /// <exception cref="ArgumentException">A float is NaN or infinite.</exception>
    public void RequireFinite<TPixel>(ReadOnlySpan<TPixel> pixels, int imageLength, string parameter)
        where TPixel : unmanaged
    {
        if (checkFinite && typeof(TPixel) == typeof(float))
            Finiteness.Require(MemoryMarshal.Cast<TPixel, float>(pixels), parameter, imageLength);
    }

    /// <summary>Pixels as a graph reads them.</summary>
    public void Convert<TPixel>(ReadOnlySpan<TPixel> pixels, Span<float> images)
        where TPixel : unmanaged
    {
        if (typeof(TPixel) == typeof(byte))
            FromBytes(MemoryMarshal.Cast<TPixel, byte>(pixels), images);
        else
            MemoryMarshal.Cast<TPixel, float>(pixels).CopyTo(images);
    }

    /// <summary>Maps bytes onto the pixel range.</summary>
    internal void FromBytes(ReadOnlySpan<byte> bytes, Span<float> images)
    {
        var (scale, offset) = (new Vector<float>(_scale), new Vector<float>(_offset));
        var i = 0;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[i..]), out var lower, out var upper);
            Store(lower, images[i..], scale, offset);
            Store(upper, images[(i + Vector<ushort>.Count)..], scale, offset);
        }

        for (; i < bytes.Length; i++)
            images[i] = (bytes[i] * _scale) + _offset;
    }

    private static void Store(Vector<ushort> values, Span<float> images, Vector<float> scale, Vector<float> offset)
    {
        Vector.Widen(values, out var lower, out var upper);
        ((Vector.ConvertToSingle(Vector.AsVectorInt32(lower)) * scale) + offset).CopyTo(images);
        ((Vector.ConvertToSingle(Vector.AsVectorInt32(upper)) * scale) + offset).CopyTo(images[Vector<float>.Count..]);
    }

    /// <summary>Clips values to the pixel range and rounds them to the nearest byte, halves up.</summary>
    internal void ToBytes(ReadOnlySpan<float> images, Span<byte> bytes)
    {
        var i = 0;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var lower = Vector.Narrow(Round(images[i..]), Round(images[(i + Vector<float>.Count)..]));
            var upper = Vector.Narrow(Round(images[(i + (2 * Vector<float>.Count))..]), Round(images[(i + (3 * Vector<float>.Count))..]));
            Vector.Narrow(lower, upper).CopyTo(bytes[i..]);
        }

        for (; i < bytes.Length; i++)
            bytes[i] = (byte)(Math.Clamp((images[i] - _offset) * _inverseScale, 0f, MaxByte) + 0.5f);
    }

    private Vector<uint> Round(ReadOnlySpan<float> images)
    {
        var values = (new Vector<float>(images) - new Vector<float>(_offset)) * new Vector<float>(_inverseScale);
        var clipped = Vector.Min(Vector.Max(values, Vector<float>.Zero), new Vector<float>(MaxByte));
        return Vector.AsVectorUInt32(Vector.ConvertToInt32(clipped + new Vector<float>(0.5f)));
    }
}
