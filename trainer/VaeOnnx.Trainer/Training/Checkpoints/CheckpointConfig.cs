namespace VaeOnnx.Trainer.Training;

/// <summary>Where and how often a training is saved.</summary>
/// <param name="Path">The file; each save replaces it whole.</param>
public sealed record CheckpointConfig(string Path)
{
    /// <summary>The longest time between two saves; one more is written when the training ends or is cancelled.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Saves after every so many epochs too; null: by time alone.</summary>
    public int? EveryEpochs { get; init; }

    /// <summary>The caller's own settings, by name: kept in the file for <see cref="TrainingCheckpoint.Settings"/>, and nothing is made of them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to go on from the file where it exists; otherwise it is replaced.</summary>
    public bool Resume { get; init; }
}
