namespace VaeOnnx.Trainer.Training;

/// <summary>What a training came to. The model holds the weights of <see cref="BestEpoch"/>.</summary>
/// <param name="History">One record an epoch.</param>
/// <param name="BestEpoch">The epoch with the best validation result; without validation images the last one.</param>
/// <param name="Steps">Optimiser steps in all.</param>
public sealed record TrainingResult(IReadOnlyList<EpochRecord> History, int BestEpoch, long Steps)
{
    /// <summary>What the model makes of its latent, and what went wrong with it; null for models that have none.</summary>
    public LatentDiagnosis? Diagnosis { get; init; }

    /// <summary>The record of <see cref="BestEpoch"/>.</summary>
    public EpochRecord Best => History[BestEpoch - 1];
}
