using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class SyntheticDigitsTests
{
    [TestMethod]
    public void Create_AnyRange_GivesTheSameImages()
    {
        var all = SyntheticDigits.Create(40, seed: 3);
        var part = SyntheticDigits.Create(6, seed: 3, firstSampleIndex: 17);

        CollectionAssert.AreEqual(all.Select([17, 18, 19, 20, 21, 22]).Pixels.ToArray(), part.Pixels.ToArray());
        CollectionAssert.AreEqual(all.Labels.ToArray()[17..23], part.Labels.ToArray());
    }

    [TestMethod]
    public void Create_AnyProcessor_GivesTheseBytes()
    {
        // Made by printing this property on x64 with and without vector instructions. A change of the pictures changes every number measured on them.
        const string Sha256 = "543e93b28bd6700b069a3617792b7a97e62eb50989af142faf9036010da42d06";

        Assert.AreEqual(Sha256, SyntheticDigits.Create(100, seed: 1).Sha256);
    }

    [TestMethod]
    public void Create_AnotherSeed_GivesOtherImages() =>
        Assert.AreNotEqual(SyntheticDigits.Create(10, 1).Sha256, SyntheticDigits.Create(10, 2).Sha256);

    [TestMethod]
    public void Create_EveryTen_HoldsEachClassOnceShuffled()
    {
        var tens = SyntheticDigits.Create(200, seed: 1).Labels.ToArray().Chunk(10).ToArray();

        foreach (var ten in tens)
            CollectionAssert.AreEquivalent(new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, ten);
        Assert.IsGreaterThan(15, tens.Select(ten => string.Join(',', ten)).Distinct().Count());
    }

    [TestMethod]
    public void Create_Thousand_AreAllDifferentAndInked()
    {
        var digits = SyntheticDigits.Create(1000, seed: 1);

        Assert.AreEqual(1000, Enumerable.Range(0, 1000).Select(i => Convert.ToHexString(digits.Image(i))).Distinct().Count());
        for (var i = 0; i < digits.Count; i++)
        {
            var white = digits.Image(i).ToArray().Average(pixel => pixel / 255.0);
            Assert.IsTrue(white is > 0.015 and < 0.5, $"Image {i} is white to {white:P1}.");
        }
    }

    [TestMethod]
    public void Create_LabelsAndPictures_BelongTogetherButAreNoGift()
    {
        // The nearest mean picture of a class: well above chance (10 %) when labels are right, far from perfect when the writing varies.
        var data = SyntheticDigits.CreateTrainTest(2000, 500, seed: 1);
        var test = data.Test!.ToImageSet();
        var means = Means(data.Train.ToImageSet());
        var right = Enumerable.Range(0, test.Count).Count(i => Nearest(means, test.Image(i)) == test.Labels.Span[i]);

        Assert.IsInRange(0.55 * test.Count, 0.95 * test.Count, right);
    }

    [TestMethod]
    public void CreateTrainTest_TestImages_FollowTheTrainingImages()
    {
        var data = SyntheticDigits.CreateTrainTest(30, 10, seed: 9);

        Assert.AreEqual(SyntheticDigits.Create(40, 9).Select([.. Enumerable.Range(30, 10)]).Sha256, data.Test!.Sha256);
        Assert.AreEqual(SyntheticDigits.Name, data.Train.Name);
    }

    [TestMethod]
    public void Create_NegativeCount_Throws() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SyntheticDigits.Create(-1, 1));

    private static double[][] Means(ImageSet images)
    {
        var means = Enumerable.Range(0, 10).Select(_ => new double[images.Spec.Length]).ToArray();
        for (var i = 0; i < images.Count; i++)
        {
            for (var j = 0; j < images.Spec.Length; j++)
                means[images.Labels.Span[i]][j] += images.Image(i)[j] * 10.0 / images.Count;
        }

        return means;
    }

    private static int Nearest(double[][] means, ReadOnlySpan<byte> image)
    {
        var pixels = image.ToArray();
        return Enumerable.Range(0, means.Length).MinBy(label => pixels.Select((pixel, j) => Math.Pow(pixel - means[label][j], 2)).Sum());
    }
}
