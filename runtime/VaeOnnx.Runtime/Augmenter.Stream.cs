namespace VaeOnnx.Runtime;

/// <summary>Streams of images to vary.</summary>
public sealed partial class Augmenter
{
    /// <summary>Varies the float images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="images">Chunks of [n, C, H, W], n whole and any; finite, in the manifest's pixel range. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>. The sample index counts on through the stream, so chunks do not change the images.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of new images for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images, or a value is not finite, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<float>> AugmentAsync(IAsyncEnumerable<ReadOnlyMemory<float>> images, AugmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var how = options ?? AugmentOptions.Default;
        how.Validate();
        return ImageStream.Run<float, float>(images, new StreamShape(ImageLength, ImageLength, _maxBatch), (batch, generated, first, token) => Augment(batch, generated, how with { FirstSampleIndex = checked(how.FirstSampleIndex + first) }, [], token), cancellationToken);
    }

    /// <summary>Varies the byte images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="images">Chunks of [n, C, H, W], n whole and any; 0 is the pixel range's minimum, 255 its maximum. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="options">How; null for <see cref="AugmentOptions.Default"/>. The sample index counts on through the stream, so chunks do not change the images.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of new images for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> AugmentAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> images, AugmentOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var how = options ?? AugmentOptions.Default;
        how.Validate();
        return ImageStream.Run<byte, byte>(images, new StreamShape(ImageLength, ImageLength, _maxBatch), (batch, generated, first, token) => Augment(batch, generated, how with { FirstSampleIndex = checked(how.FirstSampleIndex + first) }, [], token), cancellationToken);
    }
}
