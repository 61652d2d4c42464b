using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>Fits convolutional denoisers. Safe to reuse, one training at a time a model.</summary>
public sealed class DenoiserTrainer
{
    private readonly TrainingConfig _config;
    private readonly DenoisingTask _task;
    private readonly DenoisingLoss _loss;

    /// <summary>Chooses how to train.</summary>
    /// <param name="config">The settings; <see cref="Recipe"/> has some that suit these models.</param>
    /// <param name="task">What the model sees and what it is asked for: noise on clean images, pairs, or noisy images alone.</param>
    /// <param name="loss">How far results are from their targets; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public DenoiserTrainer(TrainingConfig config, DenoisingTask task, DenoisingLoss? loss = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(task);
        _config = config.Validated();
        _task = task is BlindSpot blindSpot ? blindSpot.Validated() : task;
        _loss = (loss ?? new DenoisingLoss()).Validated();
    }

    /// <summary>
    /// Settings for images of a size: Adam at 2.5e-3 with a warm-up of 100 steps and half a cosine to 0, 8 images a step, gradients
    /// limited. The course towards 0 is worth more than more steps at a high rate: set the epochs and the steps to the time there is.
    /// </summary>
    /// <param name="image">The images that it is trained on, or the patches of them.</param>
    public static TrainingConfig Recipe(ImageSpec image)
    {
        const double MaxNormADimension = 5; // of nats an image with log-MSE: steps of fewer than 1 in 100 are shortened after the warm-up
        ArgumentNullException.ThrowIfNull(image);
        return new TrainingConfig
        {
            BatchSize = 8,
            LearningRate = 2.5e-3,
            Schedule = LearningRateSchedule.Cosine,
            LearningRateWarmUpSteps = 100,
            MaxGradientNorm = MaxNormADimension * image.Length,
        };
    }

    /// <summary>Fits a model from its present weights and leaves it with the best ones, in eval mode.</summary>
    /// <param name="model">noisy images [N, C, H, W] → clean ones, such as a <see cref="ResidualUNet"/>; it stays the caller's.</param>
    /// <param name="training">The images to fit to.</param>
    /// <param name="validation">Images that choose the epoch; null keeps the last.</param>
    /// <param name="progress">Hears where the training stands, on this thread unless it forwards itself.</param>
    /// <param name="cancellationToken">Stops the training after the step in progress; what was done by then is saved where a checkpoint was asked for.</param>
    /// <exception cref="ArgumentException">The images do not fit the model.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight is no longer finite.</exception>
    /// <exception cref="TrainingCanceledException">The token was cancelled.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume from is damaged or of another training.</exception>
    public TrainingResult Fit(
        nn.Module<Tensor, Tensor> model, ImageSource training, ImageSource? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(new DenoiserObjective(model, _loss), training, validation, progress, cancellationToken);
    }

    /// <summary>Fits a ladder VAE from its present weights and leaves it with the best ones, in eval mode. Its beta is the settings'.</summary>
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
        LadderVae model, ImageSource training, ImageSource? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Fit(new LadderObjective(model, _config, _loss), training, validation, progress, cancellationToken);
    }

    private TrainingResult Fit(
        Objective objective, ImageSource training, ImageSource? validation, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using (objective)
        {
            Check(objective.Module, training, nameof(training));
            if (validation is not null)
                Check(objective.Module, validation, nameof(validation));
            using var loop = new TrainingLoop(objective, training, validation, _config, _task, progress);
            return loop.Run(cancellationToken);
        }
    }

    private void Check(nn.Module model, ImageSource images, string parameter)
    {
        TrainingImages.Check(images, expected: null, parameter);
        if (ChannelsOf(model) * _task.ImagesASample is { } channels && images.Spec.Channels != channels)
            throw new ArgumentException($"The model and its task take samples of {channels} channels, '{images.Name}' has {images.Spec.Channels}.", parameter);
        var multiple = (model as IDenoiser)?.Tiling?.Multiple ?? 1;
        if (images.Spec.Height % multiple != 0 || images.Spec.Width % multiple != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The model takes sides that are multiples of {multiple}, '{images.Name}' has images of {images.Spec.Height}x{images.Spec.Width}. Train it on patches of other sizes, or give it fewer levels."), parameter);
        }
    }

    private static int? ChannelsOf(nn.Module model) => model switch
    {
        ResidualUNet net => net.Config.Channels,
        LadderVae vae => vae.Config.Channels,
        _ => null,
    };
}
