namespace VaeOnnx.Trainer.Training;

/// <summary>How a model is fitted. The defaults are the paper's for its VAE.</summary>
public sealed record TrainingConfig
{
    /// <summary>Images an optimiser step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How many epochs; validation, and with it the choice of the best weights, comes after each.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>
    /// Optimiser steps an epoch; null: one pass through the images, the last batch as small as it falls out.
    /// With a number, full batches are cut from an endless sequence of passes, so that data sets of different sizes get equal steps.
    /// </summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>The update rule.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>The step size, at the start where the schedule lowers it.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The course of the step size.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Steps over which the step size rises from near 0 to the schedule's; 0: none. Deep models without normalisation take a high rate only so.</summary>
    public int LearningRateWarmUpSteps { get; init; }

    /// <summary>The longest gradient, as the root of the sum of squares over all weights: longer ones are shortened to it (Pascanu et al. 2013, arXiv 1211.5063); 0: no limit.</summary>
    public double MaxGradientNorm { get; init; }

    /// <summary>The momentum of <see cref="OptimizerKind.Sgd"/>; Adam has its own moments.</summary>
    public double Momentum { get; init; } = 0.5;

    /// <summary>The weight of the KL divergence in a VAE's loss; classifiers have none.</summary>
    public double Beta { get; init; } = 1;

    /// <summary>Steps over which the weight of the KL divergence rises from 0 to <see cref="Beta"/> (Sønderby et al. 2016, arXiv 1602.02282); 0: none.</summary>
    public int KlWarmUpSteps { get; init; }

    /// <summary>Nats of KL divergence that each latent unit has for free, as the mean over a batch (Kingma et al. 2016, arXiv 1606.04934, equation 15).</summary>
    public double FreeBits { get; init; }

    /// <summary>Draws the order of the images and all noise: the same seed, data, settings and threads give bit-identical weights on one machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>The threads that torch computes with during the training, in the whole process; 0 leaves torch's own choice.</summary>
    public int Threads { get; init; }

    /// <summary>Where and how often the training is saved; null: never.</summary>
    public CheckpointConfig? Checkpoint { get; init; }

    /// <summary>Where scalars and pictures of the training go, such as a <see cref="TensorBoardLog"/>; null: nowhere. It stays the caller's.</summary>
    public ITrainingLog? Log { get; init; }

    /// <summary>The step size of a step, counted from 0.</summary>
    internal double LearningRateAt(long step, long totalSteps)
    {
        var risen = LearningRateWarmUpSteps == 0 ? 1 : Math.Min(1, (step + 1.0) / LearningRateWarmUpSteps);
        return Schedule.At(LearningRate, step, totalSteps) * risen;
    }

    internal TrainingConfig Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(StepsPerEpoch ?? 1, 1, nameof(StepsPerEpoch));
        ThrowIfNotFiniteOrBelow(LearningRate, 0, nameof(LearningRate));
        ArgumentOutOfRangeException.ThrowIfNegative(LearningRateWarmUpSteps);
        ThrowIfNotFiniteOrBelow(MaxGradientNorm, 0, nameof(MaxGradientNorm));
        ThrowIfNotFiniteOrBelow(Momentum, 0, nameof(Momentum));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Momentum, 1);
        ThrowIfNotFiniteOrBelow(Beta, 0, nameof(Beta));
        ArgumentOutOfRangeException.ThrowIfNegative(KlWarmUpSteps);
        ThrowIfNotFiniteOrBelow(FreeBits, 0, nameof(FreeBits));
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (Checkpoint is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(Checkpoint.Path, nameof(Checkpoint));
            ArgumentOutOfRangeException.ThrowIfLessThan(Checkpoint.EveryEpochs ?? 1, 1, nameof(Checkpoint));
        }

        return this;
    }

    private static void ThrowIfNotFiniteOrBelow(double value, double minimum, string name)
    {
        if (!double.IsFinite(value) || value < minimum)
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be a finite number of at least {minimum}."));
    }
}
