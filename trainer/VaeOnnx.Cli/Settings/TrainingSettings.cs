using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>What fitting any model can be told.</summary>
internal abstract record TrainingSettings
{
    [Setting("The bundle's folder.", Value = "DIR", IsPath = true)]
    public string? Out { get; init; }

    [Setting("Passes through the training images; the one with the best validation result is kept.", Value = "N", Min = 1)]
    public int Epochs { get; init; } = 20;

    [Setting("Images an optimiser step.", Value = "N", Min = 1)]
    public int BatchSize { get; init; } = 128;

    [Setting("Adam, or stochastic gradient descent.")]
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    [Setting("The optimiser's step size.", Value = "X", Above = 0)]
    public double LearningRate { get; init; } = 1e-3;

    [Setting("Of stochastic gradient descent.", Value = "X", Min = 0, Below = 1)]
    public double Momentum { get; init; } = 0.5;

    [Setting("The course of the step size: constant, or cosine towards 0.")]
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    [Setting("Draws weights, order, split and noise: the same seed gives the same bundle on one machine.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("Threads to compute with; 0 is torch's own choice.", Value = "N", Min = 0)]
    public int Threads { get; init; }

    [Setting("How often the training is saved: after a time such as 30s, 5m or 1h, or after epochs such as 2e.", Value = "TIME", Expected = "a time or a number of epochs such as 30s, 5m, 1h or 2e")]
    public CheckpointRhythm CheckpointEvery { get; init; } = new(1, 'm');

    [Setting("Also write scalars and pictures for TensorBoard into this folder.", Value = "DIR", IsPath = true)]
    public string? Tensorboard { get; init; }

    /// <summary>For the trainer, without checkpoint and log.</summary>
    public TrainingConfig ToConfig() => new()
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        Optimizer = Optimizer,
        LearningRate = LearningRate,
        Momentum = Momentum,
        Schedule = Schedule,
        Seed = Seed,
        Threads = Threads,
    };
}
