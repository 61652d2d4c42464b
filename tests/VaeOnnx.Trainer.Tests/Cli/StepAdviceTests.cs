using VaeOnnx.Cli.Training;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Cli;

[TestClass]
public sealed class StepAdviceTests
{
    [TestMethod]
    // 97 images: 1 step an epoch at 128; 13 at 8, so that 2,000 steps are 154 epochs.
    [DataRow(97, 128, 20, "97 images in batches of 128 are 20 steps in 20 epochs, too few to learn much. About 2,000 steps: --batch-size 8 --epochs 154.")]
    // 1,000 images: 8 steps an epoch at 128; 32 is the largest doubling of 8 with 20 whole batches, 32 steps an epoch.
    [DataRow(1000, 128, 20, "1,000 images in batches of 128 are 160 steps in 20 epochs, too few to learn much. About 2,000 steps: --batch-size 32 --epochs 63.")]
    [DataRow(12, 4, 2, "12 images in batches of 4 are 6 steps in 2 epochs, too few to learn much. About 2,000 steps: --batch-size 4 --epochs 667.")]
    [DataRow(3200, 128, 20, null)]
    [DataRow(60_000, 128, 2, null)]
    public void For_StepsOfATraining_AdvisesWhereTheyAreFew(int images, int batch, int epochs, string? advice) =>
        Assert.AreEqual(advice, StepAdvice.For(images, new TrainingConfig { BatchSize = batch, Epochs = epochs }));
}
