namespace VaeOnnx.Trainer.Training;

/// <summary>Something that was another when a checkpoint was written than it is now.</summary>
/// <param name="Name">What: a property of <see cref="TrainingConfig"/>, <c>Model</c>, <c>TrainingImages</c>, <c>ValidationImages</c>, or a tensor of the model.</param>
/// <param name="Then">Its value in the checkpoint.</param>
/// <param name="Now">Its value now.</param>
public sealed record CheckpointDifference(string Name, string Then, string Now)
{
    /// <summary>For example <c>LearningRate 0.001 then, 0.01 now</c>.</summary>
    public override string ToString() => $"{Name} {Then} then, {Now} now";
}
