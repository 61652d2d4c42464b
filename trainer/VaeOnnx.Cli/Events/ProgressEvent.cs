using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Events;

/// <summary>Where a training stands: at most one a second.</summary>
/// <param name="Model">What is trained, such as <c>VAE</c>.</param>
/// <param name="Epoch">The epoch in progress, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Optimiser steps done in this epoch.</param>
/// <param name="StepsPerEpoch">How many it has.</param>
/// <param name="Loss">The mean over the epoch so far, in nats an image.</param>
/// <param name="ImagesPerSecond">Over the epoch so far.</param>
/// <param name="SecondsLeft">At that speed, to the end of the last epoch.</param>
internal sealed record ProgressEvent(
    string Model, int Epoch, int Epochs, int Step, int StepsPerEpoch, TrainingLoss Loss, double ImagesPerSecond, double SecondsLeft) : ShellEvent;
