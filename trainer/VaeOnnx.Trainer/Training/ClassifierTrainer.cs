using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Fits classifiers by minimising the cross-entropy. Safe to reuse, one training at a time a model.</summary>
public sealed class ClassifierTrainer
{
    private readonly TrainingConfig _config;

    /// <summary>Chooses how to train.</summary>
    /// <param name="config">The settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public ClassifierTrainer(TrainingConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config.Validated();
    }

    /// <summary>Fits a model from its present weights and leaves it with the best ones, in eval mode.</summary>
    /// <param name="model">images [N, C, H, W] → logits [N, classes]; it stays the caller's.</param>
    /// <param name="training">The labelled images to fit to.</param>
    /// <param name="validation">Labelled images whose accuracy chooses the epoch; null keeps the last.</param>
    /// <param name="progress">Hears where the training stands, on this thread unless it forwards itself.</param>
    /// <param name="cancellationToken">Stops the training after the step in progress; what was done by then is saved where a checkpoint was asked for.</param>
    /// <exception cref="ArgumentException">The images have no labels or do not belong together.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight is no longer finite.</exception>
    /// <exception cref="TrainingCanceledException">The token was cancelled.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume from is damaged or of another training.</exception>
    public TrainingResult Fit(
        nn.Module<Tensor, Tensor> model, ImageSource training, ImageSource? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        TrainingImages.Check(training, expected: null, nameof(training));
        TrainingImages.CheckLabelled(training, nameof(training));
        if (validation is not null)
        {
            TrainingImages.Check(validation, training.Spec, nameof(validation));
            TrainingImages.CheckLabelled(validation, nameof(validation));
        }

        using var objective = new ClassifierObjective(model);
        using var loop = new TrainingLoop(objective, training, validation, _config, task: null, progress);
        return loop.Run(cancellationToken);
    }

    /// <summary>Cross-entropy and accuracy over images.</summary>
    /// <param name="model">images [N, C, H, W] → logits [N, classes].</param>
    /// <param name="images">The labelled images.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public TrainingLoss Evaluate(nn.Module<Tensor, Tensor> model, ImageSource images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        TrainingImages.Check(images, expected: null, nameof(images));
        TrainingImages.CheckLabelled(images, nameof(images));
        using var objective = new ClassifierObjective(model);
        using var threads = new ThreadScope(_config.Threads);
        using var pass = new ValidationPass(objective, images, _config.BatchSize, task: null, _config.Seed);
        return pass.Run(cancellationToken);
    }
}
