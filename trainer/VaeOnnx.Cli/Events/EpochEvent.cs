using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Events;

/// <summary>An epoch ended.</summary>
/// <param name="Model">What is trained.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Steps">Optimiser steps since the training began.</param>
/// <param name="Training">Over the epoch's batches, in nats an image.</param>
/// <param name="Seconds">The epoch's duration without its validation.</param>
/// <param name="ImagesPerSecond">Training images a second.</param>
/// <param name="Validation">Over the validation images after the epoch; absent where there are none.</param>
internal sealed record EpochEvent(
    string Model, int Epoch, long Steps, TrainingLoss Training, double Seconds, double ImagesPerSecond, TrainingLoss? Validation = null) : ShellEvent;
