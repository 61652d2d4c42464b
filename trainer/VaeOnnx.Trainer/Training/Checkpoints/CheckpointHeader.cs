namespace VaeOnnx.Trainer.Training;

/// <summary>The part of a checkpoint that is no tensor.</summary>
internal sealed record CheckpointHeader
{
    public required int Version { get; init; }

    public required IReadOnlyDictionary<string, string> Fingerprint { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required long Step { get; init; }

    public required int BestEpoch { get; init; }

    public required double[] EpochLoss { get; init; }

    public required TrainingLoss EpochLossKind { get; init; }

    public required double EpochSeconds { get; init; }

    public required EpochRecord[] History { get; init; }
}
