using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class ImageNoiseTests
{
    private const int Values = 200_000;

    [TestMethod]
    [DataRow("gaussian:0.5", "gaussian:0.5")]
    [DataRow("Speckle:0.25", "speckle:0.25")]
    [DataRow("gaussian:0", "gaussian:0")]
    [DataRow("gaussian:1e-3", "gaussian:0.001")]
    [DataRow("gaussian:51/255", "gaussian:0.2")]
    [DataRow("SaltPepper:0.1", "saltpepper:0.1")]
    [DataRow("poisson:30 + gaussian:0.02 + unclipped", "poisson:30+gaussian:0.02+unclipped")]
    public void Parse_WellFormed_RoundTrips(string text, string expected)
    {
        var noise = ImageNoise.Parse(text);

        Assert.AreEqual(expected, noise.ToString());
        Assert.AreEqual(noise, ImageNoise.Parse(expected));
    }

    [TestMethod]
    [DataRow("", "kinds: gaussian, speckle, poisson, saltpepper")]
    [DataRow("salt:0.5", "kinds: gaussian, speckle, poisson, saltpepper")]
    [DataRow("0:0.5", "kinds: gaussian, speckle, poisson, saltpepper")]
    [DataRow("unclipped", "'unclipped' is no kind of noise")]
    [DataRow("gaussian", "gaussian:LEVEL or gaussian:MIN..MAX")]
    [DataRow("gaussian:", "units of the pixel range")]
    [DataRow("gaussian:0,5", "gaussian:0.1..0.5")]
    [DataRow("gaussian:NaN", "gaussian:LEVEL")]
    [DataRow("gaussian:0.5:1", "gaussian:LEVEL")]
    [DataRow("gaussian:5/0", "gaussian:LEVEL")]
    [DataRow("gaussian:-1", "expected 0 <= MIN <= MAX <= 1")]
    [DataRow("gaussian:0.5..0.1", "expected 0 <= MIN <= MAX <= 1")]
    [DataRow("gaussian:25", "write gaussian:25/255")]
    [DataRow("poisson:0", "photons of a white pixel")]
    [DataRow("saltpepper:1.5", "share of values")]
    [DataRow("gaussian:0.1+", "kinds: gaussian, speckle, poisson, saltpepper")]
    public void Parse_Malformed_SaysWhatIsExpected(string text, string expected) =>
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => ImageNoise.Parse(text)).Message, expected);

    [TestMethod]
    public void Constructor_NothingOrTooMuch_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new ImageNoise());
        Assert.ThrowsExactly<ArgumentException>(() => new ImageNoise([.. Enumerable.Repeat(new NoiseRange(NoiseKind.Gaussian, 0.1f), 17)]));
        Assert.ThrowsExactly<ArgumentException>(() => new NoiseRange(NoiseKind.Gaussian, float.NaN));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new NoiseRange((NoiseKind)9, 0.1f));
    }

    // Unclipped noise has the mean and variance that its formula gives: σ² + 0, x²σ², x/λ; salt and pepper mixes x with a coin.
    [TestMethod]
    [DataRow("gaussian:0.2+unclipped", 0.3, 0.3, 0.04)]
    [DataRow("speckle:0.5+unclipped", 0.6, 0.6, 0.09)]
    [DataRow("poisson:0.5+unclipped", 0.4, 0.4, 0.8)]
    [DataRow("poisson:10+unclipped", 0.7, 0.7, 0.07)]
    [DataRow("poisson:60+unclipped", 0.99, 0.99, 0.0165)]
    [DataRow("poisson:5000+unclipped", 0.8, 0.8, 0.00016)]
    [DataRow("saltpepper:0.2", 0.25, 0.3, (0.8 * 0.0625) + (0.2 * 0.5) - 0.09)]
    [DataRow("poisson:20+gaussian:0.1+unclipped", 0.5, 0.5, 0.025 + 0.01)]
    [DataRow("gaussian:0.1+saltpepper:0.5+unclipped", 0.5, 0.5, (0.5 * (0.25 + 0.01)) + (0.5 * 0.5) - 0.25)]
    public void Apply_ConstantImage_HasTheMeanAndVarianceOfTheFormula(string text, double x, double mean, double variance)
    {
        var noisy = Apply(text, Enumerable.Repeat((float)x, Values).ToArray());

        var actualMean = noisy.Average(value => (double)value);
        var actual = noisy.Average(value => Math.Pow(value - actualMean, 2));
        // Five standard errors of the mean; of the variance generously, since its error hangs on the fourth moment.
        Assert.AreEqual(mean, actualMean, 5 * Math.Sqrt(variance / Values));
        Assert.AreEqual(variance, actual, 0.03 * variance);
    }

    [TestMethod]
    public void Apply_Gaussian_CorrelatesNoTwoSteps()
    {
        // Two equal steps add their variances only where they are independent; the same numbers twice would double the deviation.
        var noisy = Apply("gaussian:0.1+gaussian:0.1+unclipped", new float[Values]);

        Assert.AreEqual(0.02, noisy.Average(value => value * value), 0.0005);
    }

    [TestMethod]
    [DataRow("gaussian:0.7")]
    [DataRow("speckle:0.7")]
    public void Apply_EveryPixel_IsTheFormulaClipped(string text)
    {
        const int Length = 29;
        var images = Enumerable.Range(0, 3 * Length).Select(i => i / (float)(3 * Length)).ToArray();
        var noisy = new float[images.Length];
        ImageNoise.Parse(text).Apply(images, noisy, Length, seed: 11, firstSampleIndex: 4, draw: 2);
        var epsilon = new float[images.Length];
        SeededNoise.FillNormal(epsilon, Length, RandomStream.NoisePixels.Derive(11), firstSampleIndex: 4, draw: 2);
        for (var i = 0; i < images.Length; i++)
        {
            var noise = 0.7f * epsilon[i];
            Assert.AreEqual(Math.Clamp(images[i] + (text[0] == 's' ? images[i] * noise : noise), 0f, 1f), noisy[i]);
        }

        Assert.IsTrue(noisy.Contains(1f), "Some pixel is clipped at this sigma.");
    }

    [TestMethod]
    [DataRow("gaussian:0.05..0.5")]
    [DataRow("poisson:2..60+gaussian:0.02..0.1")]
    [DataRow("saltpepper:0.05..0.5+unclipped")]
    public void Apply_ImagesOneByOne_EqualTheBatch(string text)
    {
        const int Length = 27;
        var images = Enumerable.Repeat(0.5f, 10 * Length).ToArray();
        var batch = new float[images.Length];
        var single = new float[images.Length];
        var noise = ImageNoise.Parse(text);
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
        ImageNoise.Parse("gaussian:0.01").Apply([0.5f, 0.5f, 0.5f, 0.5f], noisy, 4, 9);
        SeededNoise.FillNormal(epsilon, 4, 9);
        for (var i = 0; i < 4; i++)
            Assert.IsGreaterThan(0.001f, Math.Abs(((noisy[i] - 0.5f) / 0.01f) - epsilon[i]));
    }

    [TestMethod]
    public void Apply_NegativeFromAnEarlierStep_CountsNoPhotons()
    {
        var noisy = Apply("gaussian:0.5+poisson:10+unclipped", new float[1000]);

        Assert.IsTrue(noisy.All(value => value >= 0));
        Assert.IsTrue(noisy.Any(value => value > 0));
    }

    [TestMethod]
    public void At_EndsOfTheRange_AreTheWeakestAndTheStrongest()
    {
        var noise = ImageNoise.Parse("poisson:10..60+gaussian:0.1..0.3+unclipped");

        Assert.AreEqual("poisson:60+gaussian:0.1+unclipped", noise.At(0).ToString());
        Assert.AreEqual("poisson:10+gaussian:0.3+unclipped", noise.At(1).ToString());
    }

    [TestMethod]
    public void Apply_BadBuffers_AreRefused()
    {
        var noise = ImageNoise.Parse("gaussian:0.5");
        var images = new float[8];
        Assert.ThrowsExactly<ArgumentException>(() => noise.Apply(images, new float[4], 4, 0));
        Assert.ThrowsExactly<ArgumentException>(() => noise.Apply(images, images, 4, 0));
        Assert.ThrowsExactly<ArgumentException>(() => noise.Apply(images, new float[8], 3, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => noise.Apply(images, new float[8], 0, 0));
    }

    private static float[] Apply(string text, float[] images)
    {
        var noisy = new float[images.Length];
        ImageNoise.Parse(text).Apply(images, noisy, images.Length, seed: 3);
        return noisy;
    }
}
