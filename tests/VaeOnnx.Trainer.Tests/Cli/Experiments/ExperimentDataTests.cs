using VaeOnnx.Cli.Experiments.Augmentation;
using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Cli.Experiments;

[TestClass]
public sealed class ExperimentDataTests
{
    // An image's number is its first pixel, so that images are told apart.
    private static readonly ImageSet s_pool = Numbered(200, first: 0);
    private static readonly ImageSet s_test = Numbered(40, first: 200);

    [TestMethod]
    public void Create_Development_JudgesByTheTrainingImagesThatAreLeft()
    {
        var data = ExperimentData.Create(new DataParts(s_pool, Test: s_test), perClass: 6, seed: 3, JudgedImages.Development);

        var used = Numbers(data.Training).Concat(Numbers(data.Validation)).ToArray();
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 200).Except(used).ToArray(), Numbers(data.Judged));
        Assert.AreEqual(24, used.Distinct().Count());
    }

    [TestMethod]
    public void Create_Test_JudgesByTheTestImagesAndTrainsOnTheSame()
    {
        var parts = new DataParts(s_pool, Test: s_test);
        var (data, development) = (ExperimentData.Create(parts, 6, 3, JudgedImages.Test), ExperimentData.Create(parts, 6, 3, JudgedImages.Development));

        CollectionAssert.AreEqual(Numbers(s_test), Numbers(data.Judged));
        CollectionAssert.AreEqual(Numbers(development.Training), Numbers(data.Training));
        CollectionAssert.AreEqual(Numbers(development.Validation), Numbers(data.Validation));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(50)]
    public void Create_DevelopmentWithNoImageLeft_IsRefused(int? perClass) =>
        Assert.ThrowsExactly<UsageException>(() => ExperimentData.Create(new DataParts(s_pool, Test: s_test), perClass, 3, JudgedImages.Development));

    private static ImageSet Numbered(int count, int first)
    {
        var pixels = new byte[count * 4];
        for (var i = 0; i < count; i++)
            pixels[4 * i] = (byte)(first + i);
        return new ImageSet("numbered", SyntheticDigits.Create(1, seed: 1).Spec with { Height = 2, Width = 2 }, pixels, Enumerable.Range(0, count).Select(i => i % 2).ToArray());
    }

    private static int[] Numbers(ImageSet images) => [.. Enumerable.Range(0, images.Count).Select(i => (int)images.Pixels.Span[4 * i])];
}
