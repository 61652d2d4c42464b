using VaeOnnx.Contracts;

namespace VaeOnnx.Runtime.Tests.Contracts;

[TestClass]
public sealed class ImageNoiseTests
{
    [TestMethod]
    [DataRow("gaussian:0.5", ImageNoiseKind.Gaussian, 0.5f)]
    [DataRow("Speckle:0.25", ImageNoiseKind.Speckle, 0.25f)]
    [DataRow("gaussian:0", ImageNoiseKind.Gaussian, 0f)]
    [DataRow("gaussian:1e-3", ImageNoiseKind.Gaussian, 0.001f)]
    public void Parse_WellFormed_RoundTrips(string text, ImageNoiseKind kind, float sigma)
    {
        var noise = ImageNoise.Parse(text);
        Assert.AreEqual(new ImageNoise(kind, sigma), noise);
        Assert.AreEqual(noise, ImageNoise.Parse(noise.ToString()));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("gaussian")]
    [DataRow("gaussian:")]
    [DataRow("gaussian:0,5")]
    [DataRow("gaussian:-1")]
    [DataRow("gaussian:NaN")]
    [DataRow("gaussian:1e99")]
    [DataRow("salt:0.5")]
    [DataRow("0:0.5")]
    [DataRow("gaussian:0.5:1")]
    public void Parse_Malformed_IsRefused(string text) => Assert.ThrowsExactly<FormatException>(() => ImageNoise.Parse(text));

    [TestMethod]
    [DataRow(-0.1f)]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Constructor_BadSigma_IsRefused(float sigma) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageNoise(ImageNoiseKind.Gaussian, sigma));

    [TestMethod]
    [DataRow(ImageNoiseKind.Gaussian)]
    [DataRow(ImageNoiseKind.Speckle)]
    public void Apply_EveryPixel_IsTheFormulaClipped(ImageNoiseKind kind)
    {
        const int Length = 29;
        var images = Enumerable.Range(0, 3 * Length).Select(i => i / (float)(3 * Length)).ToArray();
        var noisy = new float[images.Length];
        new ImageNoise(kind, 0.7f).Apply(images, noisy, Length, 11, 4, 2);
        var epsilon = new float[images.Length];
        NoiseGenerator.Fill<NormalShape>(epsilon, new NoiseRequest(Length, 11, 4, 0x80000002));
        for (var i = 0; i < images.Length; i++)
        {
            var noise = 0.7f * epsilon[i];
            Assert.AreEqual(Math.Clamp(images[i] + (kind == ImageNoiseKind.Speckle ? images[i] * noise : noise), 0f, 1f), noisy[i]);
        }

        Assert.IsTrue(noisy.Contains(1f), "Some pixel is clipped at this sigma.");
    }

    [TestMethod]
    public void Apply_ImagesOneByOne_EqualTheBatch()
    {
        const int Length = 27;
        var images = Enumerable.Repeat(0.5f, 10 * Length).ToArray();
        var batch = new float[images.Length];
        var single = new float[images.Length];
        var noise = new ImageNoise(ImageNoiseKind.Gaussian, 0.2f);
        noise.Apply(images, batch, Length, 1);
        for (var i = 0; i < 10; i++)
            noise.Apply(images.AsSpan(i * Length, Length), single.AsSpan(i * Length, Length), Length, 1, i);
        CollectionAssert.AreEqual(batch, single);
    }

    [TestMethod]
    public void Apply_LatentNoiseOfTheSameSeed_IsAnother()
    {
        var noisy = new float[4];
        var epsilon = new float[4];
        new ImageNoise(ImageNoiseKind.Gaussian, 0.01f).Apply([0.5f, 0.5f, 0.5f, 0.5f], noisy, 4, 9);
        SeededNoise.FillNormal(epsilon, 4, 9);
        for (var i = 0; i < 4; i++)
            Assert.IsGreaterThan(0.001f, Math.Abs(((noisy[i] - 0.5f) / 0.01f) - epsilon[i]));
    }

    [TestMethod]
    public void Apply_BadBuffers_AreRefused()
    {
        var noise = new ImageNoise(ImageNoiseKind.Gaussian, 0.5f);
        var images = new float[8];
        Assert.ThrowsExactly<ArgumentException>(() => noise.Apply(images, new float[4], 4, 0));
        Assert.ThrowsExactly<ArgumentException>(() => noise.Apply(images, images, 4, 0));
        Assert.ThrowsExactly<ArgumentException>(() => noise.Apply(images, new float[8], 3, 0));
    }
}
