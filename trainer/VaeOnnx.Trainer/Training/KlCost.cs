using TorchSharp;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// What a KL divergence costs in a loss: beta times it; in training, beta rises over the first steps and each latent unit has its free
/// bits; in validation it is the plain bound.
/// </summary>
internal sealed class KlCost(TrainingConfig config) : IDisposable
{
    private readonly Scalar _freeBits = (float)config.FreeBits;

    /// <summary>The cost of divergences.</summary>
    /// <param name="units">Of each latent unit, mean over batch, any shape; in nats an image.</param>
    /// <param name="batch">The batch that they are of: it tells the step.</param>
    /// <param name="isTraining">Whether the weights are being fitted to it.</param>
    /// <returns>A scalar, in nats an image.</returns>
    public Tensor Of(Tensor units, ImageBatch batch, bool isTraining)
    {
        var paid = isTraining && config.FreeBits > 0 ? units.clamp_min(_freeBits) : units;
        using Scalar weight = (float)(isTraining ? config.Beta * Risen(batch.FirstSample / config.BatchSize) : config.Beta);
        return paid.sum() * weight;
    }

    public void Dispose() => _freeBits.Dispose();

    private double Risen(long step) => step >= config.KlWarmUpSteps ? 1 : (step + 1.0) / (config.KlWarmUpSteps + 1);
}
