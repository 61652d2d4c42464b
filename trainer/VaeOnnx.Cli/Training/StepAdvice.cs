using VaeOnnx.Cli.Hosting;
using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Training;

/// <summary>Tells people with few images that the default batch and epochs, made for tens of thousands, are over before anything is learned.</summary>
internal static class StepAdvice
{
    // The hand signs (docs/results/sign-digits.md) were at their best after some 2,000 steps; at 500 the loss had a third of its way to go.
    private const int Few = 500;
    private const int Enough = 2_000;

    // Smaller batches make noisier steps and no faster learning; 20 steps an epoch show a course.
    private const int SmallestBatch = 8;
    private const int StepsAnEpoch = 20;

    /// <summary>What to change; null where there are steps enough, or where patches make as many as are asked for.</summary>
    /// <param name="images">What there is to train on.</param>
    /// <param name="config">The training's.</param>
    public static string? For(ImageSource images, TrainingConfig config) => images is RandomPatches ? null : For(images.Count, config);

    /// <summary>What to change; null where there are steps enough.</summary>
    /// <param name="images">How many there are to train on.</param>
    /// <param name="config">The training's.</param>
    public static string? For(int images, TrainingConfig config)
    {
        var steps = (long)StepsOf(images, config.BatchSize) * config.Epochs;
        if (steps >= Few)
            return null;
        var batch = Math.Min(config.BatchSize, SmallestBatch);
        while (batch * 2 <= config.BatchSize && images / (batch * 2) >= StepsAnEpoch)
            batch *= 2;
        var epochs = (Enough + StepsOf(images, batch) - 1) / StepsOf(images, batch);
        return FormattableString.Invariant($"{Text.Count(images)} images in batches of {config.BatchSize} are {steps} steps in {config.Epochs} epochs, too few to learn much. About {Text.Count(Enough)} steps: --batch-size {batch} --epochs {epochs}.");
    }

    private static int StepsOf(int images, int batch) => Math.Max(1, (images + batch - 1) / batch);
}
