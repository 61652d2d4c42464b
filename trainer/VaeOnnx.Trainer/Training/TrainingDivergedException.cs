using VaeOnnx.Contracts;

namespace VaeOnnx.Trainer.Training;

/// <summary>A training was stopped because its loss or its weights were no longer finite.</summary>
public sealed class TrainingDivergedException : VaeOnnxException
{
    /// <summary>Creates the exception; the message is made from its parts.</summary>
    /// <param name="what">What is not finite, with its value.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="step">The step within the epoch, from 1.</param>
    /// <param name="checkpointPath">The last checkpoint, which is finite; null where none was written.</param>
    public TrainingDivergedException(string what, int epoch, long step, string? checkpointPath)
        : base(FormattableString.Invariant($"Training diverged in epoch {epoch} at step {step}: expected a finite loss and finite weights, found {what}. Lower the learning rate or check the images for damage; ")
            + (checkpointPath is null ? "no checkpoint was written yet." : $"the last good checkpoint is {checkpointPath}."))
    {
        Epoch = epoch;
        Step = step;
        CheckpointPath = checkpointPath;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step within the epoch, from 1.</summary>
    public long Step { get; }

    /// <summary>The last checkpoint, which is finite; null where none was written.</summary>
    public string? CheckpointPath { get; }
}
