using System.Globalization;
using VaeOnnx.Trainer.Data;

namespace VaeOnnx.Trainer.Training;

/// <summary>What must be the same for a training to go on from a checkpoint: model, data and settings. Threads may differ: they move the last bits only.</summary>
internal static class TrainingFingerprint
{
    public static string Of(Objective objective, ImageSource training, ImageSource? validation, TrainingConfig config, NoiseMix? noise)
    {
        var shapes = ModuleState.Of(objective.Module).Select(pair => $"{pair.Name}[{string.Join(',', pair.Tensor.shape)}]");
        // A cosine's course depends on its end; a constant rate may be continued for more epochs.
        var end = config.Schedule == LearningRateSchedule.Cosine ? config.Epochs : 0;
        // Named where they are used only, so that trainings saved before there were these settings go on.
        var rising = config.LearningRateWarmUpSteps > 0 ? FormattableString.Invariant($" learningRateWarmUp={config.LearningRateWarmUpSteps}") : "";
        var limit = config.MaxGradientNorm > 0 ? FormattableString.Invariant($" maxGradientNorm={config.MaxGradientNorm:R}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            model={objective.Module.GetType().Name}:{string.Join(' ', shapes)} {objective.Description}
            training={training.Sha256} window={training.ShuffleWindow} validation={validation?.Sha256 ?? "none"}
            batch={config.BatchSize} stepsPerEpoch={config.StepsPerEpoch ?? 0} seed={config.Seed} noise={noise?.ToString() ?? "none"}
            optimizer={config.Optimizer} learningRate={config.LearningRate:R} schedule={config.Schedule}:{end} momentum={config.Momentum:R} beta={config.Beta:R} klWarmUp={config.KlWarmUpSteps} freeBits={config.FreeBits:R}{rising}{limit}
            """);
    }
}
