using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Once every batch size was seen, calls leave nothing to the garbage collector.</summary>
[TestClass]
public sealed class AllocationTests
{
    private static readonly int[] Sizes = [1, 3, 8, 2, 19, 5, 16];

    [TestMethod]
    public void Calls_BatchSizesSeenBefore_AllocateNothing()
    {
        using var files = new TestBundle();
        using var bundle = files.Load(new RuntimeOptions { MaxBatch = 8 });
        using var source = new CancellationTokenSource();
        var largest = Sizes.Max();
        var (floats, bytes) = (TinyImages.Floats(largest), TinyImages.Bytes(largest));
        var (images, pixels) = (new float[floats.Length], new byte[bytes.Length]);
        var (mu, logVar) = (new float[largest * TinyModel.LatentDim], new float[largest * TinyModel.LatentDim]);
        var (labels, logits) = (new int[largest], new float[largest * TinyModel.Classes]);
        var options = new AugmentOptions { Seed = 1 };
        var (scores, missing, direction) = (new float[largest], new bool[TinyModel.ImageLength], new LatentDirection([1f, 2f, 3f]));
        missing.AsSpan(5, 9).Fill(true);

        CallAll();
        CallAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            CallAll();
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void CallAll()
        {
            foreach (var count in Sizes)
            {
                var (n, d) = (count * TinyModel.ImageLength, count * TinyModel.LatentDim);
                bundle.Denoiser.Denoise(floats.AsSpan(0, n), images.AsSpan(0, n));
                bundle.Denoiser.Denoise(bytes.AsSpan(0, n), pixels.AsSpan(0, n), source.Token);
                bundle.Augmenter.Augment(floats.AsSpan(0, n), images.AsSpan(0, n), options);
                bundle.Augmenter.Augment(bytes.AsSpan(0, n), pixels.AsSpan(0, n), options, [], source.Token);
                bundle.Encoder.Encode(floats.AsSpan(0, n), mu.AsSpan(0, d), logVar.AsSpan(0, d));
                bundle.Decoder.Decode(mu.AsSpan(0, d), images.AsSpan(0, n));
                bundle.Decoder.Sample(pixels.AsSpan(0, n), 1);
                bundle.Classifier.Classify(floats.AsSpan(0, n), labels.AsSpan(0, count));
                bundle.Augmenter.Shift(floats.AsSpan(0, n), images.AsSpan(0, n), direction, 0.5f);
                bundle.Augmenter.Interpolate(bytes.AsSpan(0, TinyModel.ImageLength), bytes.AsSpan(TinyModel.ImageLength, TinyModel.ImageLength), pixels.AsSpan(0, Math.Max(2, count) * TinyModel.ImageLength), InterpolationKind.Spherical);
                bundle.AnomalyScorer.ScoreAndMap(floats.AsSpan(0, n), scores.AsSpan(0, count), images.AsSpan(0, n));
                bundle.Inpainter.Inpaint(bytes.AsSpan(0, n), missing, pixels.AsSpan(0, n), 2);
                bundle.Classifier.Logits(bytes.AsSpan(0, n), logits.AsSpan(0, count * TinyModel.Classes));
            }
        }
    }

    [TestMethod]
    public void FillNormal_AnyLength_AllocatesNothing()
    {
        var noise = new float[1001];
        SeededNoise.FillNormal(noise, 7, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SeededNoise.FillNormal(noise, 7, 1);
        SeededNoise.FillNormal(noise.AsSpan(0, 1000), 20, 1);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
