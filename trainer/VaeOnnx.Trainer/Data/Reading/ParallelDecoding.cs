using System.Runtime.ExceptionServices;

namespace VaeOnnx.Trainer.Data;

/// <summary>Decodes several images at a time.</summary>
internal static class ParallelDecoding
{
    /// <summary>Runs a step for each item; of several failures the first item's is thrown, whatever came first in time.</summary>
    /// <param name="items">The items.</param>
    /// <param name="step">Gets an item and its place.</param>
    /// <param name="cancellationToken">Stops between two items.</param>
    public static void Run<T>(IReadOnlyList<T> items, Action<T, int> step, CancellationToken cancellationToken = default)
    {
        var failures = new ExceptionDispatchInfo?[items.Count];
        // Each decoding holds memory of its own, and on a busy machine the pool's threads come to many times the cores.
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, items.Count, options, (i, loop) =>
        {
            try
            {
                step(items[i], i);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures[i] = ExceptionDispatchInfo.Capture(e);
                loop.Break();
            }
        });
        Array.Find(failures, failure => failure is not null)?.Throw();
    }
}
