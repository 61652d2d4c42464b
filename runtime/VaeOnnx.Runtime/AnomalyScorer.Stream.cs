namespace VaeOnnx.Runtime;

/// <summary>Streams of images to score.</summary>
public sealed partial class AnomalyScorer
{
    /// <summary>Scores the float images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="images">Chunks of [n, C, H, W], n whole and any; none outside the manifest's pixel range. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>. The sample index counts on through the stream, so chunks do not change the scores.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of [n] scores in nats for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images, or a value is out of the pixel range, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<float>> ScoreAsync(IAsyncEnumerable<ReadOnlyMemory<float>> images, AnomalyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var how = options ?? AnomalyOptions.Default;
        how.Validate();
        return ImageStream.Run<float, float>(images, new StreamShape(ImageLength, 1, _maxBatch), (batch, scores, first, token) => Score(batch, scores, how with { FirstSampleIndex = checked(how.FirstSampleIndex + first) }, token), cancellationToken);
    }

    /// <summary>Scores the byte images of a stream with bounded memory: one chunk of results for each chunk, in order.</summary>
    /// <param name="images">Chunks of [n, C, H, W], n whole and any; 0 is the pixel range's minimum, 255 its maximum. Those that are ready at once are run together, up to <see cref="RuntimeOptions.MaxBatch"/> images.</param>
    /// <param name="options">How; null for <see cref="AnomalyOptions.Default"/>. The sample index counts on through the stream, so chunks do not change the scores.</param>
    /// <param name="cancellationToken">Reaches the source, and stops also within a run.</param>
    /// <returns>A chunk of [n] scores in nats for each; new memory, the caller's. Runs happen on the thread that asks for the next chunk.</returns>
    /// <exception cref="ArgumentException">Thrown while enumerating: a chunk holds no whole number of images, or an option is out of its range.</exception>
    /// <exception cref="ObjectDisposedException">Thrown while enumerating: the bundle was disposed.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<float>> ScoreAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> images, AnomalyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var how = options ?? AnomalyOptions.Default;
        how.Validate();
        return ImageStream.Run<byte, float>(images, new StreamShape(ImageLength, 1, _maxBatch), (batch, scores, first, token) => Score(batch, scores, how with { FirstSampleIndex = checked(how.FirstSampleIndex + first) }, token), cancellationToken);
    }
}
