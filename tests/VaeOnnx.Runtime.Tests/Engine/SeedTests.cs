using System.Runtime.InteropServices;
using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>The same seed gives the same images, however a request is cut and whoever works on it.</summary>
[TestClass]
public sealed class SeedTests : IDisposable
{
    private const int Count = 37;
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(5, 1)]
    [DataRow(256, 2)]
    public void Augment_AnyBatchAndThreadCount_GivesTheSameImages(int maxBatch, int threads)
    {
        var images = TinyImages.Floats(Count);
        var options = new AugmentOptions { Seed = 77, FirstSampleIndex = 5 };
        using var whole = _files.Load();
        using var cut = _files.Load(new RuntimeOptions { MaxBatch = maxBatch, IntraOpThreads = threads });
        AreEqual(whole.Augmenter.Augment(images, options), cut.Augmenter.Augment(images, options));
    }

    [TestMethod]
    public void Augment_Shards_EqualTheWhole()
    {
        var images = TinyImages.Floats(Count);
        using var bundle = _files.Load();
        var whole = bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 77 });
        var shards = new float[images.Length];
        Parallel.For(0, Count, i => bundle.Augmenter.Augment(
            images.AsSpan(i * TinyModel.ImageLength, TinyModel.ImageLength), shards.AsSpan(i * TinyModel.ImageLength, TinyModel.ImageLength), new AugmentOptions { Seed = 77, FirstSampleIndex = i }));
        AreEqual(whole, shards);
    }

    [TestMethod]
    public void Augment_AnotherSeedOrDraw_GivesOtherImages()
    {
        var images = TinyImages.Floats(4);
        using var bundle = _files.Load();
        var first = bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 1 });
        CollectionAssert.AreNotEqual(first, bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 2 }));
        CollectionAssert.AreNotEqual(first, bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 1, Draw = 1 }));
        CollectionAssert.AreEqual(first, bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 1 }));
    }

    [TestMethod]
    public void Sample_Shards_EqualTheWhole()
    {
        using var bundle = _files.Load();
        var whole = new float[Count * TinyModel.ImageLength];
        var tail = new float[10 * TinyModel.ImageLength];
        bundle.Decoder.Sample(whole, 4);
        bundle.Decoder.Sample(tail, 4, Count - 10);
        AreEqual(whole[^tail.Length..], tail);
    }

    /// <summary>The latents that reach the decoder are the same to the bit: no number may depend on its place in the batch.</summary>
    [TestMethod]
    public void Posterior_AnyPlaceInABatch_GivesTheSameBits()
    {
        const int Dim = 3;
        const int Padded = 112;
        var (mu, logVar, whole) = (new float[Padded], new float[Padded], new float[Padded]);
        SeededNoise.FillNormal(mu, 1, 1);
        SeededNoise.FillNormal(logVar, 1, 2);
        SeededNoise.FillNormal(whole, 1, 3);
        var epsilon = (float[])whole.Clone();
        LatentJitter.Posterior(mu, logVar, whole, 0.7f);
        for (var i = 0; i + 16 <= Padded; i += Dim)
        {
            var single = epsilon[i..(i + 16)];
            LatentJitter.Posterior(mu.AsSpan(i, 16), logVar.AsSpan(i, 16), single, 0.7f);
            Assert.IsTrue(MemoryMarshal.AsBytes(single.AsSpan(0, Dim)).SequenceEqual(MemoryMarshal.AsBytes(whole.AsSpan(i, Dim))));
        }
    }

    // ONNX Runtime multiplies single rows and batches by different kernels, so images agree to rounding, not to the bit.
    private static void AreEqual(float[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], (float)Tolerances.LinearGraph);
    }
}
