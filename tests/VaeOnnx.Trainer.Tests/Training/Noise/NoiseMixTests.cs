using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class NoiseMixTests
{
    [TestMethod]
    public void Parse_RangesLevelsAndSequences_RoundTrips()
    {
        var mix = NoiseMix.Parse("gaussian:0.1..0.5, speckle:0.25,poisson:10..60 + gaussian:0.02,gaussian:5..55/255+unclipped");

        var expected = new NoiseMix(
            new ImageNoise(new NoiseRange(NoiseKind.Gaussian, 0.1f, 0.5f)),
            new ImageNoise(new NoiseRange(NoiseKind.Speckle, 0.25f)),
            new ImageNoise(new NoiseRange(NoiseKind.Poisson, 10, 60), new NoiseRange(NoiseKind.Gaussian, 0.02f)),
            new ImageNoise(new NoiseRange(NoiseKind.Gaussian, 5 / 255f, 55 / 255f)) { IsClipped = false });
        Assert.AreEqual(expected, mix);
        Assert.AreEqual(mix, NoiseMix.Parse(mix.ToString()));
        Assert.AreEqual("gaussian:0.1..0.5,speckle:0.25,poisson:10..60+gaussian:0.02", new NoiseMix([.. expected.Noises.Take(3)]).ToString());
    }

    [TestMethod]
    public void Default_IsGaussianAndSpeckle() => Assert.AreEqual("gaussian:0.1..0.5,speckle:0.1..0.5", NoiseMix.Default.ToString());

    [TestMethod]
    public void Apply_ManyImages_UsesTheWholeRangeOfLevels()
    {
        var mix = NoiseMix.Parse("gaussian:0.05..0.2");
        var grey = Enumerable.Repeat(0.5f, 2000).ToArray();
        var noisy = new float[grey.Length];
        var sigmas = new List<double>();
        for (var index = 0; index < 100; index++)
        {
            mix.Apply(grey, noisy, seed: 1, index, step: 0);
            sigmas.Add(Math.Sqrt(noisy.Average(value => Math.Pow(value - 0.5, 2))));
        }

        Assert.IsTrue(sigmas.Min() is > 0.045 and < 0.065, $"weakest {sigmas.Min()}");
        Assert.IsTrue(sigmas.Max() is > 0.18 and < 0.21, $"strongest {sigmas.Max()}");
    }

    [TestMethod]
    public void Apply_ManyImages_DrawsEveryNoiseAsOften()
    {
        // On black, speckle and Poisson noise leave nothing, salt and pepper leaves white only: each tells itself.
        var mix = NoiseMix.Parse("speckle:0.5,saltpepper:0.5,gaussian:0.1+unclipped");
        var black = new float[64];
        var noisy = new float[black.Length];
        var counts = new int[3];
        for (var index = 0; index < 900; index++)
        {
            mix.Apply(black, noisy, seed: 1, index, step: 3);
            counts[noisy.All(value => value == 0) ? 0 : noisy.All(value => value is 0 or 1) ? 1 : 2]++;
        }

        // Standard error √(900 · 1/3 · 2/3) = 14.
        foreach (var count in counts)
            Assert.AreEqual(300, count, 60);
    }

    [TestMethod]
    public void Apply_SameImageAndStep_IsTheSameInAnyOrder()
    {
        var mix = NoiseMix.Parse("gaussian:0.1..0.5,poisson:5..50+saltpepper:0.1");
        var image = Enumerable.Range(0, 100).Select(i => i / 100f).ToArray();
        float[] Noisy(long index, int step)
        {
            var noisy = new float[image.Length];
            mix.Apply(image, noisy, seed: 7, index, step);
            return noisy;
        }

        var forwards = Enumerable.Range(0, 20).Select(i => Noisy(i, 2)).ToArray();
        var backwards = Enumerable.Range(0, 20).Reverse().Select(i => Noisy(i, 2)).Reverse().ToArray();

        for (var i = 0; i < forwards.Length; i++)
            CollectionAssert.AreEqual(forwards[i], backwards[i]);
        CollectionAssert.AreNotEqual(forwards[0], Noisy(0, 3));
        CollectionAssert.AreNotEqual(forwards[0], forwards[1]);
    }
}
