using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>The distance of a denoiser's results from their targets, in nats an image.</summary>
internal sealed class DenoiserObjective(nn.Module<Tensor, Tensor> denoiser, DenoisingLoss loss) : Objective
{
    public override nn.Module Module => denoiser;

    public override string Description => $"loss={loss}";

    public override StepLoss Loss(ImageBatch batch) => loss.Of(denoiser.call(batch.Inputs), batch.Targets, batch.Mask);
}
