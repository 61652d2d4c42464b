using System.Runtime.CompilerServices;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Streams give what single calls give, keep little in memory, and let go of their source in every way to end.</summary>
[TestClass]
public sealed class StreamTests : IDisposable
{
    private const int Length = TinyModel.ImageLength;
    private readonly TestBundle _files = new();
    private readonly VaeBundle _bundle;

    public StreamTests() => _bundle = _files.Load(new RuntimeOptions { MaxBatch = 4 });

    public void Dispose()
    {
        _bundle.Dispose();
        _files.Dispose();
    }

    [TestMethod]
    [DataRow(1, false)]
    [DataRow(3, false)]
    [DataRow(3, true)]
    [DataRow(11, false)]
    public async Task Streams_AnyChunks_GiveWhatOneCallGives(int chunk, bool slow)
    {
        const int Count = 23;
        var (bytes, floats) = (TinyImages.Bytes(Count), TinyImages.Floats(Count));
        var options = new AugmentOptions { Seed = 5, FirstSampleIndex = 9 };
        var labels = new int[Count];
        _bundle.Classifier.Classify(bytes, labels);
        CollectionAssert.AreEqual(_bundle.Denoiser.Denoise(bytes), await Join(_bundle.Denoiser.DenoiseAsync(Chunks(bytes, chunk, slow)), chunk * Length));
        CollectionAssert.AreEqual(labels, await Join(_bundle.Classifier.ClassifyAsync(Chunks(bytes, chunk, slow)), chunk));
        AreClose(_bundle.Augmenter.Augment(floats, options), await Join(_bundle.Augmenter.AugmentAsync(Chunks(floats, chunk, slow), options), chunk * Length), Tolerances.LinearGraph);
        AreClose(_bundle.AnomalyScorer.Score(floats), await Join(_bundle.AnomalyScorer.ScoreAsync(Chunks(floats, chunk, slow)), chunk), Tolerances.NatsAnImage);
    }

    [TestMethod]
    public async Task DenoiseAsync_EndlessSource_ReadsNoFurtherThanABatchAhead()
    {
        var read = 0;
        var results = 0;
        await foreach (var _ in _bundle.Denoiser.DenoiseAsync(Endless()))
        {
            results++;
            Assert.IsLessThanOrEqualTo(results + 5, read);
            if (results == 1000)
                break;
        }

        Assert.AreEqual(1000, results);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Endless()
        {
            await Task.CompletedTask;
            while (true)
            {
                read++;
                yield return new byte[Length];
            }
        }
    }

    [TestMethod]
    public async Task DenoiseAsync_SourceThatWaits_GivesWhatIsThereAndIsReleased()
    {
        var released = false;
        var results = 0;
        await foreach (var _ in _bundle.Denoiser.DenoiseAsync(TwoThenSilence()))
        {
            if (++results == 2)
                break;
        }

        Assert.IsTrue(released);

        async IAsyncEnumerable<ReadOnlyMemory<byte>> TwoThenSilence([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return new byte[Length];
                yield return new byte[Length];
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                released = true;
            }
        }
    }

    [TestMethod]
    public async Task DenoiseAsync_SourceThatFails_GivesWhatCameBeforeAndThenFails()
    {
        var results = 0;
        await Assert.ThrowsExactlyAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in _bundle.Denoiser.DenoiseAsync(Failing()))
                results++;
        });
        Assert.AreEqual(3, results);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Failing()
        {
            for (var i = 0; i < 3; i++)
                yield return new byte[Length];
            await Task.Yield();
            throw new InvalidDataException("The third picture was the last.");
        }
    }

    [TestMethod]
    public async Task DenoiseAsync_Cancelled_StopsTheSourceAndThrows()
    {
        using var source = new CancellationTokenSource();
        var results = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _bundle.Denoiser.DenoiseAsync(Chunks(TinyImages.Bytes(50), 1, slow: false), source.Token))
            {
                if (++results == 2)
                    await source.CancelAsync();
            }
        });
        Assert.IsLessThanOrEqualTo(4, results);
    }

    [TestMethod]
    public async Task Streams_WrongArguments_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => _bundle.Denoiser.DenoiseAsync((IAsyncEnumerable<ReadOnlyMemory<byte>>)null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _bundle.Augmenter.AugmentAsync(Chunks(new byte[Length], 1, false), new AugmentOptions { Scale = -1 }));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => Join(_bundle.Denoiser.DenoiseAsync(Odd()), Length));

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Odd()
        {
            await Task.CompletedTask;
            yield return new byte[Length + 1];
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<T>> Chunks<T>(T[] images, int chunk, bool slow)
    {
        for (var first = 0; first < images.Length; first += chunk * Length)
        {
            if (slow)
                await Task.Yield();
            yield return images.AsMemory(first, Math.Min(chunk * Length, images.Length - first));
        }
    }

    private static async Task<T[]> Join<T>(IAsyncEnumerable<ReadOnlyMemory<T>> chunks, int chunkLength)
    {
        var all = new List<T>();
        await foreach (var chunk in chunks)
        {
            Assert.IsLessThanOrEqualTo(chunkLength, chunk.Length);
            all.AddRange(chunk.Span);
        }

        return [.. all];
    }

    // ONNX Runtime multiplies single rows and batches by different kernels, so numbers agree to rounding, not to the bit.
    private static void AreClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance);
    }
}
