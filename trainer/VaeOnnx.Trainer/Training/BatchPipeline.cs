using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Fills batches ahead of the training step, on a thread of its own: while a step computes on one batch, the next is read, decoded
/// and made noisy. What a step gets does not depend on it. One caller at a time.
/// </summary>
internal sealed class BatchPipeline : IDisposable
{
    /// <summary>One that the step computes on, one that waits, one that is being filled: a slow read is bridged, memory stays small.</summary>
    public const int Depth = 3;

    private readonly BatchLoader[] _loaders;
    private readonly Func<long, int[]> _imagesOf;
    private readonly long _end;
    private Run? _run;

    /// <summary>Prepares buffers; reading begins with the first <see cref="Read"/>.</summary>
    /// <param name="createLoader">Makes a loader; the pipeline disposes it.</param>
    /// <param name="imagesOf">The images of a step; called on the pipeline's thread.</param>
    /// <param name="end">The step after the last: nothing is read ahead beyond it.</param>
    public BatchPipeline(Func<BatchLoader> createLoader, Func<long, int[]> imagesOf, long end)
    {
        _loaders = [.. Enumerable.Range(0, Depth).Select(_ => createLoader())];
        (_imagesOf, _end) = (imagesOf, end);
    }

    /// <summary>The batch of a step: valid until the next call. Steps one after the other are ready, or nearly; any other begins anew there.</summary>
    /// <exception cref="Exception">Whatever reading threw: the same exception that it would be without a thread.</exception>
    public ImageBatch Read(long step)
    {
        if (_run?.Next != step)
        {
            _run?.Dispose();
            _run = new Run(_loaders, _imagesOf, step, Math.Max(_end, step + 1));
        }

        return _run.Take().Batch();
    }

    public void Dispose()
    {
        _run?.Dispose();
        foreach (var loader in _loaders)
            loader.Dispose();
    }

    /// <summary>One thread that fills batch after batch, from a step on.</summary>
    private sealed class Run : IDisposable
    {
        private readonly BlockingCollection<BatchLoader> _free = [];
        private readonly BlockingCollection<(BatchLoader? Loader, ExceptionDispatchInfo? Failure)> _filled = [];
        private readonly CancellationTokenSource _stop = new();
        private readonly Thread _thread;
        private BatchLoader? _inUse;

        public Run(BatchLoader[] loaders, Func<long, int[]> imagesOf, long first, long end)
        {
            Next = first;
            foreach (var loader in loaders)
                _free.Add(loader);
            _thread = new Thread(() => Fill(imagesOf, first, end)) { IsBackground = true, Name = "VaeOnnx batches" };
            _thread.Start();
        }

        /// <summary>The step that comes out next.</summary>
        public long Next { get; private set; }

        public BatchLoader Take()
        {
            if (_inUse is not null)
                _free.Add(_inUse);
            _inUse = null;
            var (loader, failure) = _filled.Take();
            if (failure is not null)
            {
                Next = -1; // whoever asks again begins anew
                failure.Throw();
            }

            Next++;
            return _inUse = loader!;
        }

        public void Dispose()
        {
            _stop.Cancel();
            _thread.Join();
            _stop.Dispose();
            _free.Dispose();
            _filled.Dispose();
        }

        private void Fill(Func<long, int[]> imagesOf, long first, long end)
        {
            try
            {
                for (var step = first; step < end; step++)
                {
                    var loader = _free.Take(_stop.Token);
                    loader.Fill(imagesOf(step), step);
                    _filled.Add((loader, null));
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Nobody waits for a batch any more.
            }
            catch (Exception e) // goes to the thread that asked for the batch
            {
                _filled.Add((null, ExceptionDispatchInfo.Capture(e)));
            }
        }
    }
}
