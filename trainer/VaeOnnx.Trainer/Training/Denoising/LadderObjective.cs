using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// Of a ladder VAE on (noisy, clean) pairs: the distance of what a sample of the latents decodes to from the clean image, plus
/// beta · Σ KL(q(z of a level | above, noisy) ‖ p(z of the level | above)), in nats an image. Validation looks at the posterior's means,
/// which is what a denoised image is made of, and the best epoch is the one of highest PSNR.
/// </summary>
internal sealed class LadderObjective(LadderVae vae, TrainingConfig config, DenoisingLoss loss) : Objective
{
    private readonly KlCost _cost = new(config);
    private EpsilonBuffer? _epsilon;

    public override nn.Module Module => vae;

    public override string Description => $"loss={loss} unshuffle={vae.Config.Unshuffle} latents={string.Join(',', vae.Config.LatentChannels)}";

    public override StepLoss Loss(ImageBatch batch)
    {
        var (reconstruction, posteriors) = vae.Infer(batch.Inputs, EpsilonOf(batch));
        var distance = loss.Of(reconstruction, batch.Targets, batch.Mask);
        Tensor cost = zeros([]), kl = zeros([]);
        foreach (var posterior in posteriors)
        {
            var units = VaeLosses.KlPerUnit(posterior.Mu, posterior.LogVar);       // [latent channels, h, w]
            cost = cost + _cost.Of(units, batch, vae.training);
            kl = kl + units.sum();
        }

        return new StepLoss(distance.Total + cost, distance.Total, kl, Psnr: distance.Psnr);
    }

    public override bool IsBetter(TrainingLoss candidate, TrainingLoss best) => candidate.Psnr > best.Psnr;

    public override void Dispose()
    {
        _epsilon?.Dispose();
        _cost.Dispose();
        base.Dispose();
    }

    // [N, EpsilonLength, H / multiple, W / multiple]
    private Tensor EpsilonOf(ImageBatch batch)
    {
        var shape = vae.EpsilonShape(batch.Inputs);
        if (!vae.training)
            return zeros(shape);
        _epsilon ??= new EpsilonBuffer(config.BatchSize, (int)(shape[1] * shape[2] * shape[3]));
        return _epsilon.Of(batch).view(shape);
    }
}
