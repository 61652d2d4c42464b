using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Tests.Data;

[TestClass]
public sealed class StratifiedSplitTests
{
    /// <summary>10 images of class 0, 7 of class 1, 1 of class 2.</summary>
    private static readonly int[] s_labels = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 2];

    [TestMethod]
    public void Create_UnevenClasses_HoldsOutTheNearestWholeShareOfEach()
    {
        var split = StratifiedSplit.Create(Labelled(s_labels), 0.25, seed: 1);

        // 2.5, 1.75 and 0.25 images.
        CollectionAssert.AreEqual(new[] { 3, 2, 0 }, Counts(split.HeldOut));
        CollectionAssert.AreEqual(new[] { 7, 5, 1 }, Counts(split.Train));
    }

    [TestMethod]
    public void Create_AnySeed_UsesEveryImageOnce()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var split = StratifiedSplit.Create(Labelled(s_labels), 0.4, seed);

            CollectionAssert.AreEquivalent(Enumerable.Range(0, s_labels.Length).ToArray(), (int[])[.. split.Train.Span, .. split.HeldOut.Span]);
        }
    }

    [TestMethod]
    public void Create_SameSeed_IsTheSameAndAnotherSeedIsNot()
    {
        var images = Labelled([.. Enumerable.Range(0, 1000).Select(i => i % 10)]);
        var first = StratifiedSplit.Create(images, 0.1, 7).HeldOut.ToArray();

        CollectionAssert.AreEqual(first, StratifiedSplit.Create(images, 0.1, 7).HeldOut.ToArray());
        CollectionAssert.AreNotEqual(first, StratifiedSplit.Create(images, 0.1, 8).HeldOut.ToArray());
    }

    [TestMethod]
    public void Create_Unlabelled_CountsAsOneClass()
    {
        var split = StratifiedSplit.Create(new ImageSet("set", Spec, new byte[200]), 0.1, 1);

        Assert.AreEqual(20, split.HeldOut.Length);
        Assert.AreEqual(180, split.Train.Length);
    }

    [TestMethod]
    public void Create_ShareThatRoundsToAll_KeepsOneForTraining()
    {
        var split = StratifiedSplit.Create(Labelled([0, 0, 1]), 0.9, 1);

        CollectionAssert.AreEqual(new[] { 1, 1, 0 }, Counts(split.Train, [0, 0, 1]));
    }

    [TestMethod]
    public void Create_NothingHeldOut_TrainsOnAll() =>
        Assert.AreEqual(s_labels.Length, StratifiedSplit.Create(Labelled(s_labels), 0, 1).Train.Length);

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(1.0)]
    [DataRow(double.NaN)]
    public void Create_ShareOutside_Throws(double fraction) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StratifiedSplit.Create(Labelled(s_labels), fraction, 1));

    private static ImageSpec Spec => new() { Channels = 1, Height = 1, Width = 1 };

    private static ImageSet Labelled(int[] labels) => new("set", Spec, new byte[labels.Length], labels);

    private static int[] Counts(ReadOnlyMemory<int> indices, int[]? labels = null)
    {
        var counts = new int[3];
        foreach (var index in indices.Span)
            counts[(labels ?? s_labels)[index]]++;
        return counts;
    }
}
