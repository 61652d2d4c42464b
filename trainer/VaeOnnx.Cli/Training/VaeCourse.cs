using VaeOnnx.Cli.Settings;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>How a VAE is fitted.</summary>
internal static class VaeCourse
{
    public static TrainingConfig Of(VaeSettings settings, TrainingRun run)
    {
        var steps = (run.Data.Training.Count + settings.BatchSize - 1) / settings.BatchSize;
        return run.Config with { Beta = settings.Beta, KlWarmUpSteps = (int)Math.Round(settings.KlWarmup * steps), FreeBits = settings.FreeBits };
    }
}
