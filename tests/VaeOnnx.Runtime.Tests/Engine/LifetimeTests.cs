using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Cancelling and disposing while calls run: native code would end the process where these tests fail.</summary>
[TestClass]
public sealed class LifetimeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public async Task Denoise_CancelledDuringAnEndlessRun_Stops()
    {
        _files.Replace(GraphRole.Denoiser, EndlessGraph.Denoiser(TestBundle.DefaultId));
        using var bundle = _files.Load();
        var images = TinyImages.Floats(1);
        for (var time = 0; time < 3; time++)
        {
            using var source = new CancellationTokenSource();
            var call = Task.Factory.StartNew(() => bundle.Denoiser.Denoise(images, source.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.Delay(50);
            Assert.IsFalse(call.IsCompleted, "The run is endless.");
            await source.CancelAsync();
            await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => call.WaitAsync(Patience));
        }

        Assert.HasCount(TinyModel.ImageLength, bundle.Augmenter.Augment(images));
    }

    [TestMethod]
    public async Task Denoise_AfterACancelledRun_RunsOnTheSameWorkspace()
    {
        using var bundle = _files.Load();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var images = TinyImages.Floats(1);
        Assert.ThrowsExactly<OperationCanceledException>(() => bundle.Denoiser.Denoise(images, source.Token));
        Assert.HasCount(images.Length, bundle.Denoiser.Denoise(images, CancellationToken.None));
    }

    [TestMethod]
    public async Task Dispose_CallInFlight_WaitsForIt()
    {
        _files.Replace(GraphRole.Denoiser, EndlessGraph.Denoiser(TestBundle.DefaultId));
        var bundle = _files.Load();
        using var source = new CancellationTokenSource();
        var denoiser = bundle.Denoiser;
        var call = Task.Factory.StartNew(() => denoiser.Denoise(TinyImages.Floats(1), source.Token), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(100);
        var disposal = Task.Factory.StartNew(bundle.Dispose, default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(100);
        Assert.IsFalse(disposal.IsCompleted, "A call is in flight.");
        Assert.ThrowsExactly<ObjectDisposedException>(() => denoiser.Denoise(TinyImages.Floats(1)));
        await source.CancelAsync();
        await disposal.WaitAsync(Patience);
        await Assert.ThrowsExactlyAsync<OperationCanceledException>(() => call.WaitAsync(Patience));
    }

    [TestMethod]
    public void Dispose_DuringCallsOfEightThreads_NeverBreaks()
    {
        var images = TinyImages.Floats(4);
        var calls = 0;
        for (var round = 0; round < 20; round++)
        {
            var bundle = _files.Load();
            var threads = Enumerable.Range(0, 8).Select(i => new Thread(() => CallUntilDisposed(bundle, images, i, ref calls))).ToList();
            threads.ForEach(thread => thread.Start());
            Thread.Sleep(round);
            bundle.Dispose();
            threads.ForEach(thread => Assert.IsTrue(thread.Join(Patience)));
        }

        Assert.IsGreaterThan(100, calls);
    }

    private static void CallUntilDisposed(VaeBundle bundle, float[] images, int kind, ref int calls)
    {
        try
        {
            while (true)
            {
                if (kind % 2 == 0)
                    bundle.Denoiser.Denoise(images);
                else
                    bundle.Augmenter.Augment(images);
                Interlocked.Increment(ref calls);
            }
        }
        catch (ObjectDisposedException)
        {
            // What a call after disposal is promised.
        }
    }
}
