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
        Between(a, b, [], frames, kind, cancellationToken);

    /// <summary>Decodes evenly spaced points on the way from one byte image's mu to another's.</summary>
    /// <param name="a">[C, H, W], one image; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="frames">[steps, C, H, W], filled; at least two: the first is the reconstruction of <paramref name="a"/>, the last that of <paramref name="b"/>.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Interpolate(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, Span<byte> frames, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default) =>
        Between(a, b, [], frames, kind, cancellationToken);

    /// <summary>
    /// Decodes evenly spaced points between two float images with a VAE that was trained with labels. Within a class every point is decoded as that class; between two,
    /// the class is blended as the latent is: the point at t is given the share 1 − t of the one and t of the other.
    /// </summary>
    /// <param name="a">[C, H, W], one image, finite, in the manifest's pixel range.</param>
    /// <param name="labelOfA">Its class, from 0.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="labelOfB">Its class.</param>
    /// <param name="frames">[steps, C, H, W], filled; at least two, both ends included.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, a value is not finite, a label is no class, or the VAE was trained without labels.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Interpolate(ReadOnlySpan<float> a, int labelOfA, ReadOnlySpan<float> b, int labelOfB, Span<float> frames, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default) =>
        Between(a, b, [labelOfA, labelOfB], frames, kind, cancellationToken);

    /// <summary>Decodes evenly spaced points between two byte images with a VAE that was trained with labels, as for floats.</summary>
    /// <param name="a">[C, H, W], one image; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="labelOfA">Its class, from 0.</param>
    /// <param name="b">[C, H, W], one image.</param>
    /// <param name="labelOfB">Its class.</param>
    /// <param name="frames">[steps, C, H, W], filled; at least two, both ends included.</param>
    /// <param name="kind">Which way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length, a label is no class, or the VAE was trained without labels.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Interpolate(ReadOnlySpan<byte> a, int labelOfA, ReadOnlySpan<byte> b, int labelOfB, Span<byte> frames, InterpolationKind kind = InterpolationKind.Linear, CancellationToken cancellationToken = default) =>
        Between(a, b, [labelOfA, labelOfB], frames, kind, cancellationToken);

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
        Between(a, b, [], frames, kind, cancellationToken);
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
        Between(a, b, [], frames, kind, cancellationToken);
        return frames;
    }

    private int FramesLength(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, Array.MaxLength / ImageLength);
        return steps * ImageLength;
    }

    // Both ends are read before a frame is written, so the frames may share memory with them.
    private void Between<TPixel>(ReadOnlySpan<TPixel> a, ReadOnlySpan<TPixel> b, ReadOnlySpan<int> labels, Span<TPixel> frames, InterpolationKind kind, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        Buffers.RequireLength(a, 1, ImageLength, nameof(a));
        Buffers.RequireLength(b, 1, ImageLength, nameof(b));
        Buffers.RequireLabels(labels, 2, Classes);
        var steps = Buffers.Count<TPixel>(frames, ImageLength, nameof(frames));
        if (steps < 2)
            throw new ArgumentException($"Expected room for at least 2 images, both ends, got room for {steps}.", nameof(frames));
        if (kind is not (InterpolationKind.Linear or InterpolationKind.Spherical))
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown interpolation; the kinds are Linear and Spherical.");
        using var call = _bundle.Enter(Operation.Interpolate, steps);
        // A warp-VAE deforms the first image: by what turns it into itself, and by what turns it into the second.
        using var from = Encoded(a, a, labels.IsEmpty ? labels : labels[..1], cancellationToken);
        using var to = Encoded(_encoder.Warps ? a : b, b, labels.IsEmpty ? labels : labels[1..], cancellationToken);
        var path = new LatentPath(kind, from.Workspace.Output(Encoder.Mu, 1), to.Workspace.Output(Encoder.Mu, 1));
        Decode(path, labels, _decoder.Warps ? from.Workspace.Condition(1) : [], frames, steps, cancellationToken);
    }

    // The workspace is the result: its output holds mu, and its second input the target, until it is given back.
    private GraphSession.Lease Encoded<TPixel>(ReadOnlySpan<TPixel> image, ReadOnlySpan<TPixel> target, ReadOnlySpan<int> label, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var lease = _encoder.Rent();
        try
        {
            lease.Workspace.Label(label);
            if (_encoder.Warps)
                _bundle.Pixels.Copy(target, lease.Workspace.Condition(1), "images");
            lease.Workspace.Run(_bundle.Pixels.Read(image, lease.Workspace), cancellationToken);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void Decode<TPixel>(LatentPath path, ReadOnlySpan<int> labels, ReadOnlySpan<float> deformed, Span<TPixel> frames, int steps, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var batches = new Batches(steps, _decoder.MaxBatch);
        using var decoder = _decoder.Rent();
        foreach (var batch in batches)
        {
            var z = decoder.Workspace.Input(batch.Count);
            for (var i = 0; i < batch.Count; i++)
            {
                var t = (batch.First + i) / (double)(steps - 1);
                path.Write(t, z.Slice(i * LatentDim, LatentDim));
                decoder.Workspace.Blend(i, batch.Count, labels, t);
                if (_decoder.Warps)
                    deformed.CopyTo(decoder.Workspace.Condition(batch.Count)[(i * ImageLength)..]);
            }

            _bundle.Pixels.RunInto(batch.Of(frames, ImageLength), decoder.Workspace, z, cancellationToken);
        }
    }
}
