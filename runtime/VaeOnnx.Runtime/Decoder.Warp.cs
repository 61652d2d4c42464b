namespace VaeOnnx.Runtime;

public sealed partial class Decoder
{
    /// <summary>Deforms float images as latents say, with a warp-VAE.</summary>
    /// <param name="images">[N, C, H, W], finite, in the manifest's pixel range.</param>
    /// <param name="z">[N, LatentDim], finite.</param>
    /// <param name="warped">[N, C, H, W], filled; apart from both.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps another, or a value is not finite.</exception>
    /// <exception cref="InvalidOperationException">The bundle's VAE is no warp-VAE.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Warp(ReadOnlySpan<float> images, ReadOnlySpan<float> z, Span<float> warped, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(z, warped, nameof(warped), "z");
        Buffers.RequireApart(images, warped, nameof(warped), "the images");
        RunWarp(images, z, warped, cancellationToken);
    }

    /// <summary>Deforms byte images as latents say, with a warp-VAE.</summary>
    /// <param name="images">[N, C, H, W]; 0 is the pixel range's minimum, 255 its maximum.</param>
    /// <param name="z">[N, LatentDim], finite.</param>
    /// <param name="warped">[N, C, H, W], filled; apart from the images.</param>
    /// <param name="cancellationToken">Stops also within a run; what is done by then is in the buffer.</param>
    /// <exception cref="ArgumentException">A buffer has the wrong length or overlaps the images, or a value is not finite.</exception>
    /// <exception cref="InvalidOperationException">The bundle's VAE is no warp-VAE.</exception>
    /// <exception cref="ObjectDisposedException">The bundle was disposed.</exception>
    public void Warp(ReadOnlySpan<byte> images, ReadOnlySpan<float> z, Span<byte> warped, CancellationToken cancellationToken = default)
    {
        Buffers.RequireApart(images, warped, nameof(warped), "the images");
        RunWarp(images, z, warped, cancellationToken);
    }

    private void RunWarp<TPixel>(ReadOnlySpan<TPixel> images, ReadOnlySpan<float> z, Span<TPixel> warped, CancellationToken cancellationToken)
        where TPixel : unmanaged
    {
        if (!_session.Warps)
            throw new InvalidOperationException("The bundle's VAE decodes images from z alone: use Decode. Warp is for a warp-VAE.");
        var count = Buffers.Count(z, LatentDim, nameof(z));
        Buffers.RequireLength(images, count, ImageLength, nameof(images));
        Buffers.RequireLength<TPixel>(warped, count, ImageLength, nameof(warped));
        if (_bundle.ChecksFinite)
            Finiteness.Require(z, nameof(z));
        using var call = _bundle.Enter(Operation.Decode, count);
        using var lease = _session.Rent();
        foreach (var batch in new Batches(count, _session.MaxBatch))
        {
            _bundle.Pixels.Copy(batch.Of(images, ImageLength), lease.Workspace.Condition(batch.Count), nameof(images));
            _bundle.Pixels.RunInto(batch.Of(warped, ImageLength), lease.Workspace, batch.Of(z, LatentDim), cancellationToken);
        }
    }
}
