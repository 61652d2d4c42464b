namespace VaeOnnx.Runtime;

/// <summary>Streams of noisy images.</summary>
public sealed partial class Denoiser
{
    private StreamShape Shape => new(ManifestExtent.Length, ManifestExtent.Length, _session.BatchOf(ManifestExtent.Height, ManifestExtent.Width));

    /// <summary>Denoises the float images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="noisy">Chunks of [n, C, H, W], n whole and any; finite, in the manifest's pixel range. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of denoised images for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<float>> DenoiseAsync(IAsyncEnumerable<ReadOnlyMemory<float>> noisy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        return ImageStream.Run<float, float>(noisy, Shape, (images, denoised, _, token) => Denoise(images, denoised, token), cancellationToken);
    }

    /// <summary>Denoises the byte images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="noisy">Chunks of [n, C, H, W], n whole and any; 0 is the pixel range's minimum, 255 its maximum. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of denoised images for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> DenoiseAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> noisy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        return ImageStream.Run<byte, byte>(noisy, Shape, (images, denoised, _, token) => Denoise(images, denoised, token), cancellationToken);
    }
}
