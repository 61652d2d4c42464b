using VaeOnnx.Trainer.Evaluation;

namespace VaeOnnx.Trainer.Tests.Evaluation;

[TestClass]
public sealed class PairedComparisonTests
{
    // Student 1908, "The probable error of a mean": additional hours of sleep of ten patients under two drugs.
    private static readonly double[] s_drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] s_drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [TestMethod]
    public void Of_StudentsSleepData_GivesThePublishedTest()
    {
        var comparison = PairedComparison.Of(s_drug2, s_drug1);

        // t = 4.0621, 9 degrees of freedom, p = 0.002833, 95 % interval 0.7001 to 2.4599: the figures of every textbook on this data.
        Assert.AreEqual(1.58, comparison.Difference.Mean, 1e-9);
        Assert.AreEqual(0.002833, comparison.PValue, 1e-6);
        Assert.AreEqual((2.4598858 - 0.7001142) / 2, comparison.Difference.Margin, 1e-6);
        Assert.IsTrue(comparison.IsSignificant);
    }

    [TestMethod]
    public void Of_SameMeasurements_IsNotSignificant()
    {
        var comparison = PairedComparison.Of(s_drug1, s_drug1);

        Assert.AreEqual(1.0, comparison.PValue);
        Assert.IsFalse(comparison.IsSignificant);
    }

    [TestMethod]
    public void Of_OnePair_StatesNoSpread()
    {
        var comparison = PairedComparison.Of([2.0], [1.0]);

        Assert.AreEqual(1.0, comparison.Difference.Mean);
        Assert.IsTrue(double.IsNaN(comparison.PValue) && double.IsNaN(comparison.Difference.Margin));
        Assert.IsFalse(comparison.IsSignificant);
    }

    [TestMethod]
    public void Of_CountsThatDiffer_IsRefused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => PairedComparison.Of([1.0, 2.0], [1.0]));

        StringAssert.Contains(error.Message, "1, got 2");
    }
}
