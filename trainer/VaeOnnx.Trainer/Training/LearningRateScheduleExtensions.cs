namespace VaeOnnx.Trainer.Training;

internal static class LearningRateScheduleExtensions
{
    /// <summary>The rate of a step, counted from 0.</summary>
    public static double At(this LearningRateSchedule schedule, double learningRate, long step, long totalSteps) => schedule switch
    {
        LearningRateSchedule.Constant => learningRate,
        LearningRateSchedule.Cosine => learningRate * 0.5 * (1 + Math.Cos(Math.PI * step / totalSteps)),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "Unknown learning rate schedule."),
    };
}
