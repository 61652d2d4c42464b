namespace VaeOnnx.Trainer.Training;

/// <summary>Everything that moves during a training besides the weights and the optimiser's moments.</summary>
internal sealed class TrainingState
{
    /// <summary>Optimiser steps done.</summary>
    public long Step { get; set; }

    public List<EpochRecord> History { get; } = [];

    /// <summary>From 1; 0 before the first epoch has ended.</summary>
    public int BestEpoch { get; set; }

    /// <summary>The module's state after <see cref="BestEpoch"/>; empty before the first epoch has ended or where every later epoch wins.</summary>
    public SavedTensor[] Best { get; set; } = [];

    /// <summary>Over the epoch in progress.</summary>
    public LossMean EpochLoss { get; } = new();

    /// <summary>Spent on the epoch in progress by runs before this one.</summary>
    public double EarlierSeconds { get; set; }
}
