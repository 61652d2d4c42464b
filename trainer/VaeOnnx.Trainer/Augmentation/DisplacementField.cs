namespace VaeOnnx.Trainer.Augmentation;

/// <summary>Where each pixel of an image is read from, as an offset in pixels. Owns its memory, is reused from image to image; not thread-safe.</summary>
public sealed class DisplacementField
{
    private readonly float[] _dx;
    private readonly float[] _dy;

    /// <summary>Creates the field of no displacement.</summary>
    /// <param name="height">H, at least 1.</param>
    /// <param name="width">W, at least 1.</param>
    public DisplacementField(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (Height, Width) = (height, width);
        _dx = new float[height * width];
        _dy = new float[height * width];
    }

    /// <summary>H, in pixels.</summary>
    public int Height { get; }

    /// <summary>W, in pixels.</summary>
    public int Width { get; }

    /// <summary>The offsets to the right, [H, W].</summary>
    public Span<float> Dx => _dx;

    /// <summary>The offsets downwards, [H, W].</summary>
    public Span<float> Dy => _dy;

    /// <summary>Back to no displacement.</summary>
    public void Clear()
    {
        Dx.Clear();
        Dy.Clear();
    }

    /// <summary>Reads an image through the field, bilinearly; what lies outside repeats the nearest edge pixel.</summary>
    /// <param name="image">[C, H, W].</param>
    /// <param name="deformed">Receives [C, H, W]; must not overlap <paramref name="image"/>.</param>
    /// <exception cref="ArgumentException">The lengths are no whole channels of this size or differ, or the spans overlap.</exception>
    public void Sample(ReadOnlySpan<float> image, Span<float> deformed)
    {
        var plane = Height * Width;
        if (image.Length % plane != 0 || image.Length != deformed.Length)
            throw new ArgumentException(FormattableString.Invariant($"Expected as many values in as out, a multiple of {Height}x{Width}, got {image.Length} and {deformed.Length}."), nameof(deformed));
        if (image.Overlaps(deformed))
            throw new ArgumentException("Expected a buffer apart from the image: pixels are read after others were written.", nameof(deformed));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                SamplePixel(image, deformed, x, y);
        }
    }

    private void SamplePixel(ReadOnlySpan<float> image, Span<float> deformed, int x, int y)
    {
        var at = (y * Width) + x;
        var fromX = Math.Clamp(x + _dx[at], 0f, Width - 1);
        var fromY = Math.Clamp(y + _dy[at], 0f, Height - 1);
        var (left, top) = ((int)fromX, (int)fromY);
        var (right, bottom) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
        var (u, v) = (fromX - left, fromY - top);
        for (var channel = 0; channel < image.Length; channel += Height * Width)
        {
            var upper = image.Slice(channel + (top * Width), Width);
            var lower = image.Slice(channel + (bottom * Width), Width);
            var above = upper[left] + (u * (upper[right] - upper[left]));
            var below = lower[left] + (u * (lower[right] - lower[left]));
            deformed[channel + at] = above + (v * (below - above));
        }
    }
}
