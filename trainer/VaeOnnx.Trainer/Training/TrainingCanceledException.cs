namespace VaeOnnx.Trainer.Training;

/// <summary>A training stopped after the step during which it was cancelled; a checkpoint was written where one was asked for.</summary>
public sealed class TrainingCanceledException : OperationCanceledException
{
    /// <summary>Creates the exception; the message is made from its parts.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">Steps done in the epoch.</param>
    /// <param name="checkpointPath">The checkpoint to go on from; null where none was asked for.</param>
    /// <param name="token">The token that was cancelled.</param>
    public TrainingCanceledException(int epoch, long step, string? checkpointPath, CancellationToken token)
        : base(FormattableString.Invariant($"Training cancelled in epoch {epoch} after step {step}")
            + (checkpointPath is null ? "; nothing was saved." : $"; resume from {checkpointPath}."), token)
    {
        Epoch = epoch;
        Step = step;
        CheckpointPath = checkpointPath;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>Steps done in the epoch.</summary>
    public long Step { get; }

    /// <summary>The checkpoint to go on from; null where none was asked for.</summary>
    public string? CheckpointPath { get; }
}
