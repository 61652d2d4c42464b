using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>A batch as views of a loader's buffers: valid until the loader's next batch.</summary>
/// <param name="Inputs">What the model sees, [N, C, H, W].</param>
/// <param name="Targets">What it should give back, [N, C, H, W]; the same as the inputs where there is no task.</param>
/// <param name="Labels">int64 [N]; null where the images have none.</param>
/// <param name="FirstSample">The number of the batch's first row among all samples ever drawn: the address of its epsilon.</param>
/// <param name="EpsilonSeed">The seed of its epsilon.</param>
internal sealed record ImageBatch(Tensor Inputs, Tensor Targets, Tensor? Labels, long FirstSample, ulong EpsilonSeed)
{
    /// <summary>1 where the loss counts and 0 elsewhere, [N, C, H, W]; null where it counts everywhere.</summary>
    public Tensor? Mask { get; init; }

    public int Count => (int)Inputs.shape[0];
}
