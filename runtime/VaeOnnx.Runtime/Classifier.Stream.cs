namespace VaeOnnx.Runtime;

/// <summary>Streams of images to classify.</summary>
public sealed partial class Classifier
{
    /// <summary>Classifies the float images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="images">Chunks of [n, C, H, W], n whole and any; finite, in the manifest's pixel range. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of [n] labels for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images, or a value is not finite.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<int>> ClassifyAsync(IAsyncEnumerable<ReadOnlyMemory<float>> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return ImageStream.Run<float, int>(images, new StreamShape(_session.Input.Length, 1, _session.MaxBatch), (batch, labels, _, token) => Classify(batch, labels, token), cancellationToken);
    }

    /// <summary>Classifies the byte images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="images">Chunks of [n, C, H, W], n whole and any; 0 is the pixel range's minimum, 255 its maximum. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of [n] labels for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<int>> ClassifyAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return ImageStream.Run<byte, int>(images, new StreamShape(_session.Input.Length, 1, _session.MaxBatch), (batch, labels, _, token) => Classify(batch, labels, token), cancellationToken);
    }
}
