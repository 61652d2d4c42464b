using System.Collections.Concurrent;
using System.Diagnostics;

namespace VaeOnnx.Runtime.Tests.Stress;

/// <summary>
/// Threads that ask one shared bundle at random, while it is disposed under their hands and replaced, and some calls are cancelled.
/// Every answer is compared, bit for bit, with the one that a single thread got before.
/// </summary>
internal sealed class StressRun
{
    private const int Threads = 8;
    private static readonly TimeSpan Replacement = TimeSpan.FromMilliseconds(50);
    private readonly string _path;
    private readonly TimeSpan _duration;
    private readonly StressQuestion[] _questions;
    private readonly byte[][] _answers;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private VaeBundle _bundle;

    public StressRun(string path, TimeSpan duration)
    {
        _path = path;
        _duration = duration;
        _bundle = Load();
        _questions = StressQuestion.For(_bundle);
        _answers = [.. _questions.Select(question => question.Ask(_bundle, CancellationToken.None))];
    }

    /// <summary>Calls by operation, and what else happened.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>What the process held after a third of the time, when every size had been seen.</summary>
    public Footprint? Early { get; private set; }

    /// <summary>What the process held at the end, with the last bundle still open.</summary>
    public Footprint? Late { get; private set; }

    public void Run()
    {
        var start = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, Threads).Select(i => new Thread(() => Guard(() => AskUntil(start, new Random(i))))).ToList();
        threads.ForEach(thread => thread.Start());
        Guard(() => ReplaceUntil(start));
        threads.ForEach(thread => thread.Join());
        Late = Footprint.Now();
        _bundle.Dispose();
    }

    private VaeBundle Load() => VaeBundle.Load(_path, new RuntimeOptions { MaxBatch = 16 });

    // An exception that left a thread would end the process.
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            _failures.Enqueue(e);
        }
    }

    private void ReplaceUntil(long start)
    {
        while (Stopwatch.GetElapsedTime(start) < _duration)
        {
            Thread.Sleep(Replacement);
            Interlocked.Exchange(ref _bundle, Load()).Dispose();
            Count("bundles disposed in use");
            if (Early is null && Stopwatch.GetElapsedTime(start) > _duration / 3)
                Early = Footprint.Now();
        }

        Early ??= Footprint.Now(); // so slow a machine that a third of the time was all of it
    }

    private void AskUntil(long start, Random random)
    {
        while (Stopwatch.GetElapsedTime(start) < _duration)
            Ask(random.Next(_questions.Length), cancelling: random.Next(16) == 0 ? random.Next(3) : null);
    }

    private void Ask(int question, int? cancelling)
    {
        using var source = cancelling is { } milliseconds ? new CancellationTokenSource(milliseconds) : new CancellationTokenSource();
        try
        {
            var answer = _questions[question].Ask(Volatile.Read(ref _bundle), source.Token);
            Count(_questions[question].Operation);
            if (!answer.AsSpan().SequenceEqual(_answers[question]))
                Count("different answers");
        }
        catch (ObjectDisposedException)
        {
            Count("calls after disposal");
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            Count("calls cancelled");
        }
    }

    private void Count(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);
}
