using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class BatchOrderTests
{
    [TestMethod]
    public void Batch_OnePassAnEpoch_ShowsEachImageOnceWithASmallLastBatch()
    {
        var order = new BatchOrder(10, new TrainingConfig { BatchSize = 4, Seed = 1 });

        Assert.AreEqual(3, order.StepsPerEpoch);
        foreach (var epoch in Enumerable.Range(0, 3))
        {
            int[][] batches = [.. Enumerable.Range(epoch * 3, 3).Select(step => order.Batch(step).ToArray())];
            CollectionAssert.AreEqual(new[] { 4, 4, 2 }, batches.Select(batch => batch.Length).ToArray());
            CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), batches.SelectMany(batch => batch).Order().ToArray());
        }
    }

    [TestMethod]
    public void Batch_StepsPerEpochGiven_CutsFullBatchesFromEndlessPasses()
    {
        var order = new BatchOrder(10, new TrainingConfig { BatchSize = 4, StepsPerEpoch = 7, Seed = 1 });

        int[] shown = [.. Enumerable.Range(0, 5).SelectMany(step => order.Batch(step).ToArray())];

        Assert.AreEqual(7, order.StepsPerEpoch);
        Assert.AreEqual(20, shown.Length);
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), shown[..10].Order().ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), shown[10..].Order().ToArray());
    }

    [TestMethod]
    public void Batch_AskedOutOfOrder_DependsOnTheStepAlone()
    {
        var config = new TrainingConfig { BatchSize = 16, Seed = 9 };
        var straight = new BatchOrder(100, config);
        for (var step = 0; step < 20; step++)
            straight.Batch(step);

        CollectionAssert.AreEqual(new BatchOrder(100, config).Batch(11).ToArray(), straight.Batch(11).ToArray());
    }

    [TestMethod]
    public void Batch_OtherPassOrSeed_IsAnotherOrder()
    {
        var order = new BatchOrder(100, new TrainingConfig { BatchSize = 100, Seed = 1 });
        var first = order.Batch(0).ToArray();

        CollectionAssert.AreNotEqual(first, order.Batch(1).ToArray());
        CollectionAssert.AreNotEqual(first, new BatchOrder(100, new TrainingConfig { BatchSize = 100, Seed = 2 }).Batch(0).ToArray());
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 100).ToArray(), first);
    }
}
