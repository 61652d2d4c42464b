using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>A batch's loss: the scalar to differentiate and the parts to report, all means over the batch.</summary>
internal readonly record struct StepLoss(Tensor Total, Tensor? Reconstruction = null, Tensor? KlDivergence = null, Tensor? Accuracy = null, Tensor? Psnr = null)
{
    public TrainingLoss Read() =>
        new(Total.item<float>(), Reconstruction?.item<float>(), KlDivergence?.item<float>(), Accuracy?.item<float>(), Psnr?.item<float>());
}
