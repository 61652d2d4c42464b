namespace VaeOnnx.Trainer.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Steps">Optimiser steps since the training began.</param>
/// <param name="Training">Over the epoch's batches, each under the weights it was computed with.</param>
/// <param name="Validation">Over the validation images after the epoch; null without such.</param>
/// <param name="Seconds">The epoch's duration without its validation.</param>
/// <param name="ImagesPerSecond">Training images a second.</param>
public sealed record EpochRecord(int Epoch, long Steps, TrainingLoss Training, TrainingLoss? Validation, double Seconds, double ImagesPerSecond);
