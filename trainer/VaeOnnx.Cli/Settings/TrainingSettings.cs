using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Settings;

/// <summary>What fitting any model can be told.</summary>
internal abstract record TrainingSettings : OptimizationSettings
{
    [Setting("The bundle's folder.", Value = "DIR", IsPath = true)]
    public string? Out { get; init; }

    [Setting("Passes through the training images; the one with the best validation result is kept.", Value = "N", Min = 1)]
    public int Epochs { get; init; } = 20;

    [Setting("Draws weights, order, split and noise: the same seed gives the same bundle on one machine.", Value = "N")]
    public ulong Seed { get; init; } = 1;

    [Setting("How often the training is saved: after a time such as 30s, 5m or 1h, or after epochs such as 2e.", Value = "TIME", Expected = "a time or a number of epochs such as 30s, 5m, 1h or 2e")]
    public CheckpointRhythm CheckpointEvery { get; init; } = new(1, 'm');

    [Setting("Also write scalars and pictures for TensorBoard into this folder.", Value = "DIR", IsPath = true)]
    public string? Tensorboard { get; init; }

    /// <summary>For the trainer, without checkpoint and log.</summary>
    public TrainingConfig ToConfig() => ToConfig(Epochs, Seed);
}
