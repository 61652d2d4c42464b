namespace VaeOnnx.Trainer.Training;

/// <summary>The settings that decide whether a VAE uses its latent.</summary>
public enum LatentSetting
{
    /// <summary><see cref="TrainingConfig.Beta"/>, the weight of the KL divergence.</summary>
    Beta,

    /// <summary><see cref="TrainingConfig.KlWarmUpSteps"/>, over which that weight rises.</summary>
    KlWarmUpSteps,

    /// <summary><see cref="TrainingConfig.FreeBits"/> of each latent unit.</summary>
    FreeBits,

    /// <summary><see cref="TrainingConfig.LearningRate"/>.</summary>
    LearningRate,

    /// <summary>The model's latent units.</summary>
    LatentDim,
}
