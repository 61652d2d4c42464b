using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// What must be the same for a training to go on from a checkpoint, by name: model, data and settings. Threads may differ: they move
/// the last bits only. The model's sizes are compared with the checkpoint's tensors instead.
/// </summary>
internal static class TrainingFingerprint
{
    public static Dictionary<string, string> Of(Objective objective, ImageSource training, ImageSource? validation, TrainingConfig config, DenoisingTask? task) => new()
    {
        ["Model"] = $"{objective.Module.GetType().Name} {objective.Description}".TrimEnd(),
        ["TrainingImages"] = training.Sha256,
        ["ValidationImages"] = validation?.Sha256 ?? "none",
        ["ShuffleWindow"] = Text(training.ShuffleWindow),
        [nameof(config.BatchSize)] = Text(config.BatchSize),
        [nameof(config.StepsPerEpoch)] = config.StepsPerEpoch is { } steps ? Text(steps) : "one pass",
        [nameof(config.Seed)] = FormattableString.Invariant($"{config.Seed}"),
        ["Noise"] = task?.ToString() ?? "none",
        [nameof(config.Optimizer)] = config.Optimizer.ToString(),
        [nameof(config.LearningRate)] = Text(config.LearningRate),
        [nameof(config.Schedule)] = config.Schedule.ToString(),
        // A cosine's course depends on its end; a constant rate may be continued for more epochs.
        [nameof(config.Epochs)] = config.Schedule == LearningRateSchedule.Cosine ? Text(config.Epochs) : "any",
        [nameof(config.Momentum)] = Text(config.Momentum),
        [nameof(config.Beta)] = Text(config.Beta),
        [nameof(config.KlWarmUpSteps)] = Text(config.KlWarmUpSteps),
        [nameof(config.FreeBits)] = Text(config.FreeBits),
        [nameof(config.LearningRateWarmUpSteps)] = Text(config.LearningRateWarmUpSteps),
        [nameof(config.MaxGradientNorm)] = Text(config.MaxGradientNorm),
    };

    /// <summary>What differs, in the order of now.</summary>
    public static IEnumerable<CheckpointDifference> Differences(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        now.Keys.Concat(then.Keys).Distinct()
            .Select(name => new CheckpointDifference(name, then.GetValueOrDefault(name, "none"), now.GetValueOrDefault(name, "none")))
            .Where(difference => difference.Then != difference.Now);

    private static string Text(int value) => FormattableString.Invariant($"{value}");

    private static string Text(double value) => FormattableString.Invariant($"{value:R}");
}
