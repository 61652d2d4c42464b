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
}
