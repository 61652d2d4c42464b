using System.Runtime.CompilerServices;

namespace VaeOnnx.Runtime;

/// <summary>
/// Works off a stream of chunks of images: one chunk of results for each, in order. Chunks that the source has ready are run together, up to
/// a batch; while it keeps one waiting, what is there is run. So memory stays bounded, fast sources run in full batches and slow ones do not wait.
/// </summary>
internal static class ImageStream
{
    /// <summary>Starts the stream.</summary>
    /// <param name="source">Chunks of any whole number of images.</param>
    /// <param name="shape">The values of an image and of its result, and how many images to run together.</param>
    /// <param name="step">The call.</param>
    /// <param name="cancellationToken">Reaches the source and the call.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<TResult>> Run<TPixel, TResult>(
        IAsyncEnumerable<ReadOnlyMemory<TPixel>> source, StreamShape shape, StreamStep<TPixel, TResult> step, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var group = new StreamGroup<TPixel>(shape);
        var chunks = source.GetAsyncEnumerator(stop.Token);
        var (next, waits) = (default(ValueTask<bool>), false);
        try
        {
            var more = await chunks.MoveNextAsync().ConfigureAwait(false);
            for (long first = 0; more; first += group.Count)
            {
                group.Clear();
                while (more && !group.IsFull)
                {
                    group.Add(chunks.Current);
                    next = chunks.MoveNextAsync();
                    waits = !next.IsCompletedSuccessfully;
                    more = !waits && await next.ConfigureAwait(false);
                }

                foreach (var results in group.Run(step, first, cancellationToken))
                    yield return results;
                if (waits)
                {
                    waits = false;
                    more = await next.ConfigureAwait(false);
                }
            }
        }
        finally
        {
            if (waits)
                await Abandon(next, stop).ConfigureAwait(false);
            await chunks.DisposeAsync().ConfigureAwait(false);
        }
    }

    // An enumerator must not be disposed of while it fetches. That the fetch ends as cancelled is what was asked for.
    private static async ValueTask Abandon(ValueTask<bool> next, CancellationTokenSource stop)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await next.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }
    }
}
