using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>What native code would take without a word is refused before it gets there.</summary>
[TestClass]
public sealed class InputRefusalTests : IDisposable
{
    private const int Length = TinyModel.ImageLength;
    private readonly TestBundle _files = new();

    public void Dispose() => _files.Dispose();

    [TestMethod]
    public void Calls_WrongLengths_AreRefused()
    {
        using var bundle = _files.Load();
        var images = new float[2 * Length];
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(new float[Length + 1], new float[Length + 1]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(images, new float[Length]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(new byte[Length], new byte[2 * Length]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.Augment(images, new float[3 * Length]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Encoder.Encode(images, new float[6], new float[5]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Encoder.Encode(images, new float[7], new float[6]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Decoder.Decode(new float[4], new float[Length]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Decoder.Decode(new float[3], new byte[Length - 1]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Decoder.Sample(new float[Length - 1], 0));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Classifier.Classify(images, new int[1]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Classifier.Logits(images, new float[7]));
    }

    [TestMethod]
    public void Score_AfterACancelledCallWithLabels_TakesNoneOfThem()
    {
        var labels = TensorSpec.Float32(TensorNames.Labels, Dimension.Batch, TinyModel.Classes);
        _files.Replace(GraphRole.Encoder, TinyModel.Graph(GraphRole.Encoder, TestBundle.DefaultId).Input(labels).ToBytes());
        _files.WriteManifest(_files.Manifest with
        {
            Graphs = [.. _files.Manifest.Graphs.Select(graph => graph.Role == GraphRole.Encoder ? graph with { Inputs = [.. graph.Inputs, labels] } : graph)],
        });
        using var bundle = _files.Load();
        var images = new float[2 * Length];
        bundle.Encoder.Encode(images, new float[6], new float[6], [1, 2]);
        Assert.ThrowsExactly<OperationCanceledException>(() => bundle.Encoder.Encode(images, new float[6], new float[6], [1, 2], new CancellationToken(canceled: true)));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => bundle.AnomalyScorer.Score(images));
        StringAssert.Contains(error.Message, "trained with labels");
    }

    [TestMethod]
    [DataRow(float.NaN, 0)]
    [DataRow(float.PositiveInfinity, 24)]
    [DataRow(float.NegativeInfinity, 31)]
    public void Calls_NotFinite_AreRefused(float value, int place)
    {
        using var bundle = _files.Load();
        var images = new float[2 * Length];
        images[place] = value;
        var error = Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(images));
        StringAssert.Contains(error.Message, $"value {place % Length} of image {place / Length} of its batch");
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.Augment(images));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.Shift(images, new LatentDirection([1f, 2f, 3f]), 1));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.EstimateDirection(images, images));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.Interpolate(images.AsSpan(0, Length), images.AsSpan(Length), 2));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Encoder.Encode(images, new float[6], new float[6]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Classifier.Classify(images, new int[2]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.AnomalyScorer.Score(images));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Inpainter.Inpaint(images, new bool[Length]));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Decoder.Decode([1f, value, 0f], new float[Length]));
    }

    /// <summary>The search takes several vectors a step and the rest one by one: no place may fall between.</summary>
    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.NegativeInfinity)]
    [DataRow(-float.MaxValue)]
    [DataRow(4294967808f)] // the next above 2^32
    public void Require_OneValueNotFinite_IsFoundAtEveryPlace(float value)
    {
        for (var length = 1; length <= 100; length++)
        {
            var values = new float[length];
            Array.Fill(values, -4294967296f);
            Finiteness.Require(values, nameof(values));
            for (var place = 0; place < length; place++)
            {
                values[place] = value;
                var error = Assert.ThrowsExactly<ArgumentException>(() => Finiteness.Require(values, nameof(values)));
                StringAssert.Contains(error.Message, $"value {place} ");
                values[place] = float.Epsilon;
            }
        }
    }

    [TestMethod]
    public void Denoise_HugeValue_NamesItsImage()
    {
        using var bundle = _files.Load();
        var images = new float[3 * Length];
        images[Length + 2] = 1e38f;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(images)).Message, "value 2 of image 1 of its batch");
    }

    [TestMethod]
    public void Denoise_CheckTurnedOff_LetsNaNThrough()
    {
        using var bundle = _files.Load(new RuntimeOptions { CheckFinite = false });
        var images = new float[Length];
        images[3] = float.NaN;
        Assert.IsTrue(float.IsNaN(bundle.Denoiser.Denoise(images)[3]));
    }

    [TestMethod]
    public void Calls_OverlappingBuffers_AreRefused()
    {
        using var bundle = _files.Load();
        var buffer = new float[3 * Length];
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Denoiser.Denoise(buffer.AsSpan(0, 2 * Length), buffer.AsSpan(Length, 2 * Length)));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Augmenter.Augment(buffer.AsSpan(0, 2 * Length), buffer.AsSpan(1, 2 * Length)));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Encoder.Encode(buffer.AsSpan(0, Length), buffer.AsSpan(Length, 3), buffer.AsSpan(Length + 2, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Encoder.Encode(buffer.AsSpan(0, Length), buffer.AsSpan(Length - 1, 3), buffer.AsSpan(2 * Length, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Encoder.Encode(buffer.AsSpan(0, Length), buffer.AsSpan(Length, 3), buffer.AsSpan(Length - 3, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Decoder.Decode(buffer.AsSpan(0, 3), buffer.AsSpan(0, Length)));
        Assert.ThrowsExactly<ArgumentException>(() => bundle.Classifier.Logits(buffer.AsSpan(0, Length), buffer.AsSpan(4, 4)));
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _files.Load(new RuntimeOptions { MaxBatch = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _files.Load(new RuntimeOptions { IntraOpThreads = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _files.Load(new RuntimeOptions { IntraOpThreads = 1025 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _files.Load(new RuntimeOptions { MaxFileBytes = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _files.Load(new RuntimeOptions { MaxSampleLength = 0 }));
        using var bundle = _files.Load();
        var images = new float[Length];
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Augmenter.Augment(images, new AugmentOptions { Scale = float.NaN }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Augmenter.Augment(images, new AugmentOptions { Scale = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Augmenter.Augment(images, new AugmentOptions { Draw = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Augmenter.Augment(images, new AugmentOptions { FirstSampleIndex = -1 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bundle.Augmenter.Augment(images, new AugmentOptions { Jitter = (JitterKind)9 }));
    }

    [TestMethod]
    public void Calls_AfterDisposal_Throw()
    {
        var bundle = _files.Load();
        var denoiser = bundle.Denoiser;
        bundle.Dispose();
        bundle.Dispose();
        Assert.ThrowsExactly<ObjectDisposedException>(() => denoiser.Denoise(new float[Length]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => bundle.Encoder);
        Assert.IsTrue(bundle.Has(GraphRole.Encoder));
    }
}
