using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Trainer.Tests.Training;

[TestClass]
public sealed class LearningRateScheduleTests
{
    [TestMethod]
    [DataRow(LearningRateSchedule.Constant, 0, 0.2)]
    [DataRow(LearningRateSchedule.Constant, 100, 0.2)]
    [DataRow(LearningRateSchedule.Cosine, 0, 0.2)]
    [DataRow(LearningRateSchedule.Cosine, 50, 0.1)]
    [DataRow(LearningRateSchedule.Cosine, 100, 0.0)]
    public void At_Step_IsOnTheCurve(LearningRateSchedule schedule, long step, double expected) =>
        Assert.AreEqual(expected, schedule.At(0.2, step, totalSteps: 100), 1e-12);

    [TestMethod]
    [DataRow(0, 0.02)]
    [DataRow(4, 0.1)]
    [DataRow(9, 0.2)]
    [DataRow(90, 0.2)]
    public void LearningRateAt_WarmUpOfTenSteps_RisesToTheSchedule(long step, double expected) =>
        Assert.AreEqual(expected, new TrainingConfig { LearningRate = 0.2, LearningRateWarmUpSteps = 10 }.LearningRateAt(step, totalSteps: 100), 1e-12);
}
