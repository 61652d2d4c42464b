using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class BatchPipelineTests
{
    [TestMethod]
    public void Read_StepAfterStep_IsWhatTheLoaderGives()
    {
        var digits = SyntheticDigits.Create(20, seed: 1);
        using var loader = Loader(digits, NoiseMix.Default);
        using var pipeline = new BatchPipeline(() => Loader(digits, NoiseMix.Default), ImagesOf, end: 5);

        foreach (var step in (long[])[0, 1, 2, 3, 4, 0, 1, 3, 4])
        {
            using var scope = NewDisposeScope();
            var (expected, actual) = (loader.Load(ImagesOf(step), step), pipeline.Read(step));
            CollectionAssert.AreEqual(expected.Inputs.data<float>().ToArray(), actual.Inputs.data<float>().ToArray());
            CollectionAssert.AreEqual(expected.Targets.data<float>().ToArray(), actual.Targets.data<float>().ToArray());
            CollectionAssert.AreEqual(expected.Labels!.data<long>().ToArray(), actual.Labels!.data<long>().ToArray());
            Assert.AreEqual((expected.Count, expected.FirstSample, expected.EpsilonSeed), (actual.Count, actual.FirstSample, actual.EpsilonSeed));
        }
    }

    [TestMethod]
    public void Read_WhileAStepComputes_ReadsAheadOnItsOwnThreadAndNoFurtherThanItsBuffers()
    {
        var source = new Observed();
        using var pipeline = new BatchPipeline(() => Loader(source), ImagesOf, end: 100);
        using var scope = NewDisposeScope();

        pipeline.Read(0);

        Assert.IsTrue(SpinWait.SpinUntil(() => source.Reads == BatchPipeline.Depth, TimeSpan.FromSeconds(30)), "the batches after this one are filled");
        Thread.Sleep(50);
        Assert.AreEqual(BatchPipeline.Depth, source.Reads);
        Assert.IsFalse(source.Threads.Contains(Environment.CurrentManagedThreadId));
        Assert.HasCount(1, source.Threads.Distinct());
    }

    [TestMethod]
    public void Read_AtTheEnd_ReadsNothingBeyond()
    {
        var source = new Observed();
        using (var pipeline = new BatchPipeline(() => Loader(source), ImagesOf, end: 2))
        {
            using var scope = NewDisposeScope();
            pipeline.Read(0);
            pipeline.Read(1);
        }

        Assert.AreEqual(2, source.Reads);
    }

    [TestMethod]
    public void Read_ReadingFails_ThrowsItWhereTheBatchIsAskedFor()
    {
        var source = new Observed { FailsAt = 2 };
        using var pipeline = new BatchPipeline(() => Loader(source), ImagesOf, end: 5);
        using var scope = NewDisposeScope();
        pipeline.Read(0);
        pipeline.Read(1);

        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => pipeline.Read(2)).Message, "file 2");
        StringAssert.Contains(Assert.ThrowsExactly<DataFormatException>(() => pipeline.Read(2)).Message, "file 2");
    }

    [TestMethod]
    public void Dispose_InTheMiddle_StopsTheThread()
    {
        var source = new Observed();
        using (var pipeline = new BatchPipeline(() => Loader(source), ImagesOf, end: 100))
        {
            using var scope = NewDisposeScope();
            pipeline.Read(0);
        }

        var reads = source.Reads;
        Thread.Sleep(50);
        Assert.AreEqual(reads, source.Reads);
    }

    private static int[] ImagesOf(long step) => [.. Enumerable.Range(4 * (int)step % 20, 4)];

    private static BatchLoader Loader(ImageSource images, NoiseMix? noise = null) => new(images, 4, noise, taskSeed: 1, epsilonSeed: 2);

    /// <summary>Counts its batches, and on which threads they were asked for.</summary>
    private sealed class Observed() : ImageSource("observed", new ImageSpec { Channels = 1, Height = 1, Width = 1 }, count: 1000, bitDepth: 8, labels: default, classNames: null)
    {
        private int _reads;

        public int Reads => Volatile.Read(ref _reads);

        public int FailsAt { get; init; } = -1;

        public System.Collections.Concurrent.ConcurrentQueue<int> Threads { get; } = new();

        public override string Sha256 => "";

        public override void Read(int index, Span<ushort> samples) => samples[0] = (ushort)(index % 256);

        public override void Gather(ReadOnlySpan<int> indices, Span<float> images)
        {
            if (indices[0] == 4 * FailsAt)
                throw new DataFormatException($"file {FailsAt}", "a picture", "none");
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            base.Gather(indices, images);
            Interlocked.Increment(ref _reads);
        }

        public override ImageSource Select(ReadOnlySpan<int> indices) => throw new NotSupportedException();
    }
}
