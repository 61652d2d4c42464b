using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>What differs between the models that <see cref="TrainingLoop"/> fits.</summary>
internal abstract class Objective : IDisposable
{
    /// <summary>The module whose parameters are fitted.</summary>
    public abstract nn.Module Module { get; }

    /// <summary>The batch's loss under the module's present weights.</summary>
    public abstract StepLoss Loss(ImageBatch batch);

    /// <summary>Whether a validation result is better than the best so far.</summary>
    public virtual bool IsBetter(TrainingLoss candidate, TrainingLoss best) => candidate.Total < best.Total;

    /// <summary>Frees the objective's buffers, not the module.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
