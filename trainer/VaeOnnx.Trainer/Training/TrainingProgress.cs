namespace VaeOnnx.Trainer.Training;

/// <summary>Where a training stands: reported some twenty times a second and at the end of each epoch.</summary>
/// <param name="Epoch">The epoch in progress, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Optimiser steps done in this epoch.</param>
/// <param name="StepsPerEpoch">How many it has.</param>
/// <param name="Loss">The mean over the epoch so far.</param>
/// <param name="ImagesPerSecond">Over the epoch so far.</param>
/// <param name="TimeLeft">At that speed, to the end of the last epoch.</param>
/// <param name="Completed">At the end of an epoch its record, otherwise null.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, int Step, int StepsPerEpoch, TrainingLoss Loss, double ImagesPerSecond, TimeSpan TimeLeft, EpochRecord? Completed)
{
    /// <summary>Whether a training goes on from a checkpoint, and this is where: the one report before its first step.</summary>
    public bool IsResumption { get; init; }
}
