using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Trainer.Training;

/// <summary>Fits VAEs by minimising −ELBO. Safe to reuse, one training at a time a model.</summary>
public sealed class VaeTrainer
{
    private readonly TrainingConfig _config;
    private readonly DenoisingTask? _task;

    /// <summary>Chooses how to train.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="task">What the model sees and what it is asked for, which makes it a denoiser; null: the images and themselves.</param>
    /// <exception cref="ArgumentException">The task counts the loss of some pixels only, which a VAE's bound cannot.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public VaeTrainer(TrainingConfig config, DenoisingTask? task = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = config.Validated();
        _task = task?.IsMasked == true
            ? throw new ArgumentException("A VAE is bounded over whole images: of noisy images alone it learns without a task, as what the latent cannot hold is their noise.", nameof(task))
            : task;
    }

    /// <summary>Fits a model from its present weights and leaves it with the best ones, in eval mode.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="training">The images to fit to.</param>
    /// <param name="validation">Images that choose the epoch; null keeps the last.</param>
    /// <param name="progress">Hears where the training stands, on this thread unless it forwards itself.</param>
    /// <param name="cancellationToken">Stops the training after the step in progress; what was done by then is saved where a checkpoint was asked for.</param>
    /// <exception cref="ArgumentException">The images do not fit the model.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight is no longer finite.</exception>
    /// <exception cref="TrainingCanceledException">The token was cancelled.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume from is damaged or of another training.</exception>
    public TrainingResult Fit(
        Vae model, ImageSource training, ImageSource? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(model, training, nameof(training));
        if (validation is not null)
            Check(model, validation, nameof(validation));
        using var objective = new VaeObjective(model, _config);
        using var loop = new TrainingLoop(objective, training, validation, _config, _task, progress);
        return loop.Run(cancellationToken);
    }

    /// <summary>The mean loss over images, one sample of z each, with noise that is the same at every call.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The images.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>Total = reconstruction + beta · KL, in nats an image.</returns>
    public TrainingLoss Evaluate(Vae model, ImageSource images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(model, images, nameof(images));
        using var objective = new VaeObjective(model, _config);
        using var threads = new ThreadScope(_config.Threads);
        using var pass = new ValidationPass(objective, images, _config.BatchSize, _task, _config.Seed);
        return pass.Run(cancellationToken);
    }

    private void Check(Vae model, ImageSource images, string parameter)
    {
        TrainingImages.Check(images, _task?.SampleSpec(model.Image) ?? model.Image, parameter);
        if (model.Classes == 0)
            return;
        TrainingImages.CheckLabelled(images, parameter);
        if (images.ClassNames.Count != model.Classes)
            throw new ArgumentException($"The model takes {model.Classes} classes, '{images.Name}' has {images.ClassNames.Count}.", parameter);
    }
}
