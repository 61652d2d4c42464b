using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class PassOrderTests
{
    [TestMethod]
    [DataRow(1000, 100)]
    [DataRow(1001, 333)]
    [DataRow(17, 5)]
    [DataRow(64, 64)]
    [DataRow(5, 1000)]
    public void ImageAt_AnyWindow_ShowsEachImageOnce(int count, int window)
    {
        for (var pass = 0; pass < 4; pass++)
            CollectionAssert.AreEqual(Enumerable.Range(0, count).ToArray(), Pass(count, window, pass).Order().ToArray());
    }

    [TestMethod]
    public void ImageAt_AskedOutOfOrder_DependsOnThePlaceAlone()
    {
        var straight = Pass(1001, 100, pass: 3);
        var order = new PassOrder(1001, 100, seed: 1);

        foreach (var place in (int[])[900, 3, 450, 899, 1000, 0])
            Assert.AreEqual(straight[place], order.ImageAt(3, place));
    }

    /// <summary>A window of 256 of 10,000 images comes from at least 256 / 16 blocks; that they come from all over shows in how far they lie apart.</summary>
    [TestMethod]
    public void ImageAt_Window_MixesPlacesFromAllOverTheData()
    {
        var order = Pass(10_000, 256, pass: 0);

        foreach (var window in order.Chunk(256).SkipLast(1))
        {
            Assert.IsInRange(16, 18, window.Select(image => image / 16).Distinct().Count());
            Assert.IsGreaterThan(5_000, window.Max() - window.Min());
            CollectionAssert.AreNotEqual(window.Order().ToArray(), window);
        }

        CollectionAssert.AreNotEqual(order, Pass(10_000, 256, pass: 1));
    }

    private static int[] Pass(int count, int window, int pass)
    {
        var order = new PassOrder(count, window, seed: 1);
        return [.. Enumerable.Range(0, count).Select(place => order.ImageAt(pass, place))];
    }
}
