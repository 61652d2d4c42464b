using VaeOnnx.Trainer.Data;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>What differs between the models that <see cref="TrainingLoop"/> fits.</summary>
internal abstract class Objective : IDisposable
{
    /// <summary>The module whose parameters are fitted.</summary>
    public abstract nn.Module Module { get; }

    /// <summary>The batch's loss under the module's present weights.</summary>
    public abstract StepLoss Loss(ImageBatch batch);

    /// <summary>What of the model its parameters' shapes do not tell: part of a checkpoint's identity.</summary>
    public virtual string Description => "";

    /// <summary>Whether a validation result is better than the best so far.</summary>
    public virtual bool IsBetter(TrainingLoss candidate, TrainingLoss best) => candidate.Total < best.Total;

    /// <summary>Adds what follows from a mean loss.</summary>
    public virtual TrainingLoss Complete(TrainingLoss mean) => mean;

    /// <summary>What the fitted model makes of its latent; null for models that have none.</summary>
    public virtual LatentDiagnosis? Diagnose(ImageSource images) => null;

    /// <summary>What the model makes of some images, for people to look at: [N, C, H, W] in [0, 1] each.</summary>
    public virtual IEnumerable<(string Tag, Tensor Images)> Pictures(ImageSource images) => [];

    /// <summary>Frees the objective's buffers, not the module.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
