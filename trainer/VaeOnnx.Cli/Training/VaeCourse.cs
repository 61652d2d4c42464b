using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>How a model with latents is fitted.</summary>
internal static class VaeCourse
{
    public static TrainingConfig Of(LatentSettings settings, TrainingConfig config, ImageSource training)
    {
        var steps = config.StepsPerEpoch ?? ((training.Count + config.BatchSize - 1) / config.BatchSize);
        return config with { Beta = settings.Beta, KlWarmUpSteps = (int)Math.Round(settings.KlWarmup * steps), FreeBits = settings.FreeBits };
    }
}
