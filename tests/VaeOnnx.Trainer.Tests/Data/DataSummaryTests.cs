using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class DataSummaryTests
{
    [TestMethod]
    public void Of_HandMadeImages_GivesHandComputedNumbers()
    {
        var set = new ImageSet("set", new ImageSpec { Channels = 1, Height = 1, Width = 2 }, new byte[] { 51, 51, 255, 255 }, new[] { 2, 0 });

        var summary = DataSummary.Of(set);

        Assert.AreEqual(2, summary.Count);
        Assert.AreEqual(51, summary.Min);
        Assert.AreEqual(255, summary.Max);
        Assert.AreEqual(0.6, summary.Mean, 1e-12);
        Assert.AreEqual(0.4, summary.StandardDeviation, 1e-12);
        CollectionAssert.AreEqual(new ClassCount[] { new("0", 1), new("1", 0), new("2", 1) }, summary.Classes.ToArray());
        Assert.AreEqual(set.Sha256, summary.Sha256);
    }

    [TestMethod]
    public void Of_NoImages_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => DataSummary.Of(new ImageSet("set", new ImageSpec { Channels = 1, Height = 1, Width = 2 }, Array.Empty<byte>())));
}
