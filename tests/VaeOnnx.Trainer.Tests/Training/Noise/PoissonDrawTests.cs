using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class PoissonDrawTests
{
    // Every value that a uniform of 16 bits takes: the shares of the counts are the probabilities, up to one step each.
    [TestMethod]
    [DataRow(0.02)]
    [DataRow(0.9)]
    [DataRow(1.0)]
    [DataRow(3.7)]
    [DataRow(15.99)]
    [DataRow(16.0)]
    [DataRow(80.5)]
    public void Of_EveryUniform_GivesThePoissonProbabilities(double rate)
    {
        const int Steps = 1 << 16;
        var counts = new Dictionary<int, int>();
        for (var i = 0; i < Steps; i++)
        {
            var count = PoissonDraw.Of(i / (float)Steps, rate);
            counts[count] = counts.GetValueOrDefault(count) + 1;
        }

        var probability = Math.Exp(-rate);
        for (var k = 0; k < rate + 200; k++, probability *= rate / k)
            Assert.AreEqual(probability, counts.GetValueOrDefault(k) / (double)Steps, 1.01 / Steps, $"count {k}");
    }

    [TestMethod]
    [DataRow(0.5, 0, 0.60653065971263342)] // e^−½
    [DataRow(7.25, 7, 0.14835442879514713)] // e^−7.25 7.25⁷ / 7!, to 50 digits, as the next two
    [DataRow(100.0, 100, 0.039860996809147135)]
    [DataRow(100_000.0, 100_000, 0.0012615652097053006)]
    public void AtMode_KnownRates_AreTheProbabilities(double rate, int mode, double expected) =>
        Assert.AreEqual(expected, PoissonDraw.AtMode(rate, mode), 1e-11);

    [TestMethod]
    public void Of_ExtremeUniforms_StayFinite()
    {
        foreach (var rate in (double[])[0, 1e-30, 0.1, 1000, 100_000])
        {
            foreach (var uniform in (float[])[0, 0.5f, 1 - (1f / (1 << 24))])
                Assert.AreEqual(rate, PoissonDraw.Of(uniform, rate), 6 + (6 * Math.Sqrt(rate)));
        }
    }
}
