using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests;

/// <summary>Every class of the runtime against the closed forms, at batch sizes on both sides of the cut.</summary>
[TestClass]
public sealed class GraphResultTests
{
    private const int MaxBatch = 8;
    private static TestBundle _files = null!;
    private static VaeBundle _bundle = null!;

    [ClassInitialize]
    public static void Load(TestContext _)
    {
        _files = new TestBundle();
        _bundle = _files.Load(new RuntimeOptions { MaxBatch = MaxBatch });
    }

    [ClassCleanup]
    public static void Release()
    {
        _bundle.Dispose();
        _files.Dispose();
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(8)]
    [DataRow(19)]
    public void Encode_Images_IsTheClosedForm(int count)
    {
        var images = TinyImages.Floats(count);
        var (mu, logVar) = (new float[count * TinyModel.LatentDim], new float[count * TinyModel.LatentDim]);
        _bundle.Encoder.Encode(images, mu, logVar);
        for (var i = 0; i < count; i++)
        {
            AreClose(TinyModel.Mu(Image(images, i)), mu.AsSpan(i * TinyModel.LatentDim, TinyModel.LatentDim), Tolerances.LinearGraph);
            AreClose(TinyModel.LogVar(Image(images, i)), logVar.AsSpan(i * TinyModel.LatentDim, TinyModel.LatentDim), Tolerances.LinearGraph);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(19)]
    public void Decode_Latents_IsTheClosedForm(int count)
    {
        var z = new float[count * TinyModel.LatentDim];
        SeededNoise.FillNormal(z, TinyModel.LatentDim, 1);
        var images = new float[count * TinyModel.ImageLength];
        _bundle.Decoder.Decode(z, images);
        for (var i = 0; i < count; i++)
            AreClose(Decoded(z.AsSpan(i * TinyModel.LatentDim, TinyModel.LatentDim)), Image(images, i), Tolerances.LinearGraph);
    }

    [TestMethod]
    public void Sample_Seed_DecodesTheSeedsNoise()
    {
        const int Count = 19;
        var z = new float[Count * TinyModel.LatentDim];
        SeededNoise.FillNormal(z, TinyModel.LatentDim, 5, 100, 2);
        var images = new float[Count * TinyModel.ImageLength];
        _bundle.Decoder.Sample(images, 5, 100, 2);
        for (var i = 0; i < Count; i++)
            AreClose(Decoded(z.AsSpan(i * TinyModel.LatentDim, TinyModel.LatentDim)), Image(images, i), Tolerances.LinearGraph);
    }

    [TestMethod]
    [DataRow(JitterKind.Posterior, null)]
    [DataRow(JitterKind.Posterior, 0.5f)]
    [DataRow(JitterKind.Relative, null)]
    [DataRow(JitterKind.Relative, 0.25f)]
    public void Augment_EitherJitter_IsTheFormula(JitterKind jitter, float? scale)
    {
        const int Count = 19;
        var images = TinyImages.Floats(Count);
        var options = new AugmentOptions { Seed = 9, FirstSampleIndex = 40, Draw = 1, Jitter = jitter, Scale = scale };
        var generated = _bundle.Augmenter.Augment(images, options);
        var epsilon = new float[Count * TinyModel.LatentDim];
        SeededNoise.FillNormal(epsilon, TinyModel.LatentDim, 9, 40, 1);
        for (var i = 0; i < Count; i++)
        {
            var (mu, logVar) = (TinyModel.Mu(Image(images, i)), TinyModel.LogVar(Image(images, i)));
            var z = new double[TinyModel.LatentDim];
            for (var j = 0; j < z.Length; j++)
            {
                var noise = epsilon[(i * TinyModel.LatentDim) + j];
                z[j] = jitter == JitterKind.Posterior ? mu[j] + ((scale ?? 1) * Math.Exp(logVar[j] / 2) * noise) : mu[j] * (1 + ((scale ?? 0.1f) * noise));
            }

            AreClose(TinyModel.Decode(z), Image(generated, i), Tolerances.AugmentedImage);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(19)]
    public void Denoise_Images_IsTheClosedForm(int count)
    {
        var images = TinyImages.Floats(count);
        var denoised = _bundle.Denoiser.Denoise(images);
        for (var i = 0; i < images.Length; i++)
            Assert.AreEqual(TinyModel.Denoise(images[i]), denoised[i], Tolerances.LinearGraph);
    }

    /// <summary>A byte b is b / 255; half of it and a quarter, as a byte, is b / 2 + 63.75 rounded.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(19)]
    public void Denoise_Bytes_IsTheClosedFormRounded(int count)
    {
        var images = TinyImages.Bytes(count);
        var denoised = _bundle.Denoiser.Denoise(images);
        for (var i = 0; i < images.Length; i++)
            Assert.AreEqual((byte)Math.Floor((images[i] / 2.0) + 63.75 + 0.5), denoised[i], $"byte {images[i]}");
    }

    /// <summary>The engine works on the caller's memory wherever it lies: buffers begin at every remainder of a vector.</summary>
    [TestMethod]
    public void Calls_BuffersThatBeginAnywhere_GiveTheSameBits()
    {
        const int Count = 11;
        const int Length = Count * TinyModel.ImageLength;
        var images = TinyImages.Floats(Count);
        var expected = _bundle.Denoiser.Denoise(images);
        var generated = _bundle.Augmenter.Augment(images);
        for (var shift = 0; shift < 16; shift++)
        {
            float[] moved = [.. new float[shift], .. images];
            var result = new float[Length + 17];
            _bundle.Denoiser.Denoise(moved.AsSpan(shift), result.AsSpan(16 - shift, Length));
            CollectionAssert.AreEqual(expected, result[(16 - shift)..(16 - shift + Length)]);
            _bundle.Augmenter.Augment(moved.AsSpan(shift), result.AsSpan(16 - shift, Length));
            CollectionAssert.AreEqual(generated, result[(16 - shift)..(16 - shift + Length)]);
            Assert.AreEqual(0f, result[..(16 - shift)].Concat(result[(16 - shift + Length)..]).Sum(), "Memory around the buffer was written.");
        }
    }

    [TestMethod]
    public void Denoise_InPlace_EqualsApart()
    {
        var images = TinyImages.Floats(19);
        var expected = _bundle.Denoiser.Denoise(images);
        _bundle.Denoiser.Denoise(images, images);
        CollectionAssert.AreEqual(expected, images);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(19)]
    public void Classify_Images_TakesTheLargestLogit(int count)
    {
        var images = TinyImages.Floats(count);
        var labels = new int[count];
        var logits = new float[count * TinyModel.Classes];
        _bundle.Classifier.Classify(images, labels);
        _bundle.Classifier.Logits(images, logits);
        for (var i = 0; i < count; i++)
        {
            var expected = TinyModel.ClassLogits(Image(images, i));
            AreClose(expected, logits.AsSpan(i * TinyModel.Classes, TinyModel.Classes), Tolerances.LinearGraph);
            Assert.AreEqual(Array.IndexOf(expected, expected.Max()), labels[i]);
        }
    }

    [TestMethod]
    public void ByteImages_EveryClass_EqualFloatImages()
    {
        const int Count = 9;
        var (bytes, floats) = (TinyImages.Bytes(Count), TinyImages.Floats(Count));
        var (labels, byteLabels) = (new int[Count], new int[Count]);
        _bundle.Classifier.Classify(floats, labels);
        _bundle.Classifier.Classify(bytes, byteLabels);
        CollectionAssert.AreEqual(labels, byteLabels);

        var options = new AugmentOptions { Seed = 3 };
        var (generated, byteGenerated) = (_bundle.Augmenter.Augment(floats, options), _bundle.Augmenter.Augment(bytes, options));
        for (var i = 0; i < generated.Length; i++)
            Assert.AreEqual(generated[i] * 255.0, byteGenerated[i], 0.501);
    }

    private static double[] Decoded(ReadOnlySpan<float> z)
    {
        var wide = new double[z.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = z[i];
        return TinyModel.Decode(wide);
    }

    private static ReadOnlySpan<float> Image(float[] images, int index) => images.AsSpan(index * TinyModel.ImageLength, TinyModel.ImageLength);

    private static void AreClose(double[] expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance);
    }
}
