using VaeOnnx.Trainer.Augmentation;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Trainer.Training;

/// <summary>Fits warp-VAEs to pairs of one class. Safe to reuse, one training at a time a model.</summary>
public sealed class WarpTrainer
{
    private readonly TrainingConfig _config;
    private readonly WarpLossConfig _loss;

    /// <summary>Chooses how to train.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="loss">The weights of the loss; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public WarpTrainer(TrainingConfig config, WarpLossConfig? loss = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config.Validated();
        _loss = (loss ?? new WarpLossConfig()).Validated();
    }

    /// <summary>Fits a model from its present weights and leaves it with the best ones, in eval mode.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="training">Pairs of the model's images, 2·C channels: <see cref="ClassPairs"/>, deformed or not.</param>
    /// <param name="validation">Pairs whose loss chooses the epoch; null keeps the last.</param>
    /// <param name="progress">Hears where the training stands, on this thread unless it forwards itself.</param>
    /// <param name="cancellationToken">Stops the training after the step in progress.</param>
    /// <exception cref="ArgumentException">The pairs are not of the model's images.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight is no longer finite.</exception>
    /// <exception cref="TrainingCanceledException">The token was cancelled.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume from is damaged or of another training.</exception>
    public TrainingResult Fit(
        WarpVae model, ImageSource training, ImageSource? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        var pairs = model.Config.Image with { Channels = 2 * model.Config.Image.Channels };
        TrainingImages.Check(training, pairs, nameof(training));
        if (validation is not null)
            TrainingImages.Check(validation, pairs, nameof(validation));
        using var objective = new WarpObjective(model, _config, _loss);
        using var loop = new TrainingLoop(objective, training, validation, _config, task: null, progress);
        return loop.Run(cancellationToken);
    }
}
