namespace VaeOnnx.Cli.Events;

/// <summary>A training ended.</summary>
/// <param name="Model">What was trained.</param>
/// <param name="Steps">Optimiser steps in all.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="BestEpoch">The one that was kept.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record TrainedEvent(string Model, long Steps, int Epochs, int BestEpoch, double Seconds) : ShellEvent;
