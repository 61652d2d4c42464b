using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class NoiseMixTests
{
    [TestMethod]
    public void Parse_RangesAndSingleStrengths_RoundTrips()
    {
        var mix = NoiseMix.Parse("gaussian:0.1..0.5, speckle:0.25");

        Assert.AreEqual(new NoiseMix(new NoiseRange(ImageNoiseKind.Gaussian, 0.1f, 0.5f), new NoiseRange(ImageNoiseKind.Speckle, 0.25f, 0.25f)), mix);
        Assert.AreEqual(mix, NoiseMix.Parse(mix.ToString()));
    }

    [TestMethod]
    [DataRow("gaussian")]
    [DataRow("salt:0.1")]
    [DataRow("gaussian:0.5..0.1")]
    [DataRow("gaussian:0.1..1.5")]
    [DataRow("gaussian:0.1..x")]
    public void Parse_NoMix_Throws(string text) => Assert.ThrowsExactly<FormatException>(() => NoiseMix.Parse(text));

    [TestMethod]
    public void Apply_ManyImages_UsesEveryRangeAndTheWholeRangeOfStrengths()
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
}
