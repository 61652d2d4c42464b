namespace VaeOnnx.Runtime;

/// <summary>Images between two images.</summary>
public sealed partial class Augmenter
{
    /// <summary>Decodes evenly spaced points on the way from one float image's mu to another's.</summary>
    /// <param name="a">[C, H, W], one image, finite, in the manifest's pixel range.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="frames">[steps, C, H, W], filled; at least two: the first is the reconstruction of <paramref name="a"/>, the last that of <paramref name="b"/>.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Interpolate(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> frames, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default) =>
        Between(a, b, frames, kind, cancellationToken);

    /// <summary>Decodes evenly spaced points on the way from one byte image's mu to another's.</summary>
    /// <param name="a">[C, H, W], one image; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="frames">[steps, C, H, W], filled; at least two: the first is the reconstruction of <paramref name="a"/>, the last that of <paramref name="b"/>.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Interpolate(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> frames, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default) =>
        Between(a, b, frames, kind, cancellationToken);

    /// <summary>Decodes evenly spaced points between two float images into a new array.</summary>
    /// <param name="a">[C, H, W], one image, finite, in the manifest's pixel range.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="steps">The number of images, both ends included: at least 2.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <returns>[steps, C, H, W].</returns>
    public float[] Interpolate(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int steps, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default)
    {
        var frames = new float[FramesLength(steps)];
        Between(a, b, frames, kind, cancellationToken);
        return frames;
    }

    /// <summary>Decodes evenly spaced points between two byte images into a new array.</summary>
    /// <param name="a">[C, H, W], one image; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="steps">The number of images, both ends included: at least 2.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <returns>[steps, C, H, W].</returns>
    public byte[] Interpolate(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int steps, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default)
    {
        var frames = new byte[FramesLength(steps)];
        Between(a, b, frames, kind, cancellationToken);
        return frames;
    }

    private int FramesLength(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, Array.MaxLength / ImageLength);
        return steps * ImageLength;
    }

    // Both ends are read before a frame is written, so the frames may share memory with them.
    private void Between<TPixel>(ReadOnlySpan<TPixel> a, ReadOnlySpan<TPixel> b, Span<TPixel> frames, InterpolationKind kind, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        Buffers.RequireLength(a, 1, ImageLength, nameof(a));
        Buffers.RequireLength(b, 1, ImageLength, nameof(b));
        var steps = Buffers.Count<TPixel>(frames, ImageLength, nameof(frames));
        if (steps < 2)
            throw new ArgumentException($"Expected room for at least 2 images, both ends, got room for {steps}.", nameof(frames));
        if (kind is not (InterpolationKind.Linear or InterpolationKind.Spherical))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown interpolation; the kinds are Linear and Spherical.");
        using var call = _bundle.Enter(Operation.Interpolate, steps);
        using var from = Encoded(a, cancellationToken);
        using var to = Encoded(b, cancellationToken);
        Decode(new LatentPath(kind, from.Workspace.Output(Encoder.Mu, 1), to.Workspace.Output(Encoder.Mu, 1)), frames, steps, cancellationToken);
    }

    // The workspace is the result: its output holds mu until it is given back.
    private GraphSession.Lease Encoded<TPixel>(ReadOnlySpan<TPixel> image, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var lease = _encoder.Rent();
        try
        {
            lease.Workspace.Run(_bundle.Pixels.Read(image, lease.Workspace), cancellationToken);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void Decode<TPixel>(LatentPath path, Span<TPixel> frames, int steps, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var batches = new Batches(steps, _decoder.MaxBatch);
        using var decoder = _decoder.Rent();
        foreach (var batch in batches)
        {
            var z = decoder.Workspace.Input(batch.Count);
            for (var i = 0; i < batch.Count; i++)
                path.Write((batch.First + i) / (double)(steps - 1), z.Slice(i * LatentDim, LatentDim));
            _bundle.Pixels.RunInto(batch.Of(frames, ImageLength), decoder.Workspace, z, cancellationToken);
        }
    }
}
