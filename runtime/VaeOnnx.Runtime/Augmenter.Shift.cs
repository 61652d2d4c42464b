namespace VaeOnnx.Runtime;

/// <summary>Images moved along a direction that two groups of examples define.</summary>
public sealed partial class Augmenter
{
    /// <summary>
    /// The direction from one group of float images to another: mean(mu(to)) − mean(mu(from)), so that <c>Shift</c> by 1 goes the whole way
    /// between the groups' means (the attribute vectors of Larsen et al. 2016, arXiv 1512.09300).
    /// </summary>
    /// <param name="from">[N, C, H, W], at least one image, finite, in the manifest's pixel range: such as thin digits.</param>
    /// <param name="to">[M, C, H, W], at least one image: such as thick digits.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A group is empty or has the wrong length, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public LatentDirection EstimateDirection(ReadOnlySpan<float> from, ReadOnlySpan<float> to, CancellationToken cancellationToken = default) =>
        Direction(from, to, cancellationToken);

    /// <summary>The direction from one group of byte images to another: mean(mu(to)) − mean(mu(from)).</summary>
    /// <param name="from">[N, C, H, W], at least one image; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="to">[M, C, H, W], at least one image.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    /// <exception cref="ArgumentException">A group is empty or has the wrong length.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public LatentDirection EstimateDirection(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, CancellationToken cancellationToken = default) =>
        Direction(from, to, cancellationToken);

    /// <summary>Moves float images along a direction: decodes z = mu + amount · direction.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="shifted">[N, C, H, W], filled; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="direction">From this bundle's latent space.</param>
    /// <param name="amount">Finite: 1 for the whole way between the groups, 0 for none, below 0 for the other way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, a value is not finite, or the direction is another bundle's.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Shift(ReadOnlySpan<float> images, Span<float> shifted, LatentDirection direction, float amount, CancellationToken cancellationToken = default) =>
        Run(Operation.Shift, images, shifted, nameof(shifted), Along(direction, amount), [], cancellationToken);

    /// <summary>Moves byte images along a direction: decodes z = mu + amount · direction.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="shifted">[N, C, H, W], filled; may be <paramref name="images"/> itself, but not overlap it otherwise.</param>
    /// <param name="direction">From this bundle's latent space.</param>
    /// <param name="amount">Finite: 1 for the whole way between the groups, 0 for none, below 0 for the other way.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the other, or the direction is another bundle's.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Shift(ReadOnlySpan<byte> images, Span<byte> shifted, LatentDirection direction, float amount, CancellationToken cancellationToken = default) =>
        Run(Operation.Shift, images, shifted, nameof(shifted), Along(direction, amount), [], cancellationToken);

    /// <summary>Moves float images along a direction into a new array.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="direction">From this bundle's latent space.</param>
    /// <param name="amount">Finite: 1 for the whole way between the groups, 0 for none, below 0 for the other way.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public float[] Shift(ReadOnlySpan<float> images, LatentDirection direction, float amount, CancellationToken cancellationToken = default)
    {
        var shifted = new float[images.Length];
        Shift(images, shifted, direction, amount, cancellationToken);
        return shifted;
    }

    /// <summary>Moves byte images along a direction into a new array.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="direction">From this bundle's latent space.</param>
    /// <param name="amount">Finite: 1 for the whole way between the groups, 0 for none, below 0 for the other way.</param>
    /// <param name="cancellationToken">Stops also within a run.</param>
    public byte[] Shift(ReadOnlySpan<byte> images, LatentDirection direction, float amount, CancellationToken cancellationToken = default)
    {
        var shifted = new byte[images.Length];
        Shift(images, shifted, direction, amount, cancellationToken);
        return shifted;
    }

    private ShiftMove Along(LatentDirection direction, float amount)
    {
        ArgumentNullException.ThrowIfNull(direction);
        if (direction.Vector.Length != LatentDim)
            throw new ArgumentException($"Expected a direction of {LatentDim} latent units, got one of {direction.Vector.Length}.", nameof(direction));
        // Every training numbers its latents anew: a direction of another bundle means nothing here.
        if (direction.BundleId is { } id && id != _bundle.Manifest.BundleId)
            throw new ArgumentException($"Expected a direction of bundle '{_bundle.Manifest.BundleId}', got one of '{id}'. Estimate it anew with this bundle.", nameof(direction));
        if (!float.IsFinite(amount))
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "Expected a finite amount.");
        return new ShiftMove(direction, amount);
    }

    private LatentDirection Direction<TPixel>(ReadOnlySpan<TPixel> from, ReadOnlySpan<TPixel> to, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var step = new double[LatentDim];
        AddMean(from, nameof(from), -1, step, cancellationToken);
        AddMean(to, nameof(to), 1, step, cancellationToken);
        return new LatentDirection(Array.ConvertAll(step, value => (float)value), _bundle.Manifest.BundleId);
    }

    private void AddMean<TPixel>(ReadOnlySpan<TPixel> images, string name, double sign, double[] mean, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        var count = Buffers.Count(images, ImageLength, name);
        if (count == 0)
            throw new ArgumentException("Expected at least one image, got none.", name);
        var batches = new Batches(count, _encoder.MaxBatch);
        using var call = _bundle.Enter(Operation.EstimateDirection, count);
        using var lease = _encoder.Rent();
        foreach (var batch in batches)
        {
            lease.Workspace.Run(_bundle.Pixels.Read(batch.Of(images, ImageLength), lease.Workspace), cancellationToken);
            var mu = lease.Workspace.Output(Encoder.Mu, batch.Count);
            for (var i = 0; i < mu.Length; i++)
                mean[i % mean.Length] += sign * mu[i] / count;
        }
    }
}
