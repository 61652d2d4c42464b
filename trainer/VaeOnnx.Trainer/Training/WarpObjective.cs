using TorchSharp;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>−ELBO of a warp-VAE over pairs, with one sample of z a pair, plus what an uneven displacement field costs; in nats an image.</summary>
internal sealed class WarpObjective : Objective
{
    private readonly WarpVae _vae;
    private readonly Scalar _beta;
    private readonly Scalar _reconstruction;
    private readonly Scalar _smoothness;
    private readonly int _scales;
    private readonly EpsilonBuffer _epsilon;

    public WarpObjective(WarpVae vae, TrainingConfig config, WarpLossConfig loss)
    {
        _vae = vae;
        _beta = (float)config.Beta;
        _reconstruction = (float)loss.Reconstruction;
        _smoothness = (float)loss.Smoothness;
        _scales = loss.Scales;
        _epsilon = new EpsilonBuffer(config.BatchSize, vae.Config.LatentDim);
    }

    public override nn.Module Module => _vae;

    public override StepLoss Loss(ImageBatch batch)
    {
        var channels = _vae.Config.Image.Channels;
        var images = batch.Inputs.narrow(1, 0, channels);                               // [N, C, H, W]
        var targets = batch.Inputs.narrow(1, channels, channels);                       // [N, C, H, W]
        var (mu, logVar) = _vae.Encoder.call(images, targets);                          // [N, LatentDim] twice
        var z = Vae.Reparameterize(mu, logVar, _epsilon.Of(batch));                     // [N, LatentDim]
        var (warped, displacements) = _vae.Deform(images, z);                           // [N, C, H, W], [N, 2, H, W]
        var error = Error(warped - targets, batch.Count);
        var reconstruction = (error * _reconstruction) + (Unevenness(displacements, batch.Count) * _smoothness);
        var kl = VaeLosses.KlDivergence(mu, logVar);
        return new StepLoss(reconstruction + (kl * _beta), reconstruction, kl);
    }

    public override void Dispose()
    {
        _epsilon.Dispose();
        _beta.Dispose();
        _reconstruction.Dispose();
        _smoothness.Dispose();
        base.Dispose();
    }

    // Mean over the scales; a coarse pixel counts for the pixels that it is the mean of.
    private Tensor Error(Tensor difference, int count)
    {
        var error = SumSquares(difference, count);
        for (var scale = 1; scale < _scales; scale++)
        {
            var side = 1 << scale;
            using Scalar area = (float)(side * side);
            error += SumSquares(nn.functional.avg_pool2d(difference, side), count) * area;
        }

        using Scalar scales = (float)_scales;
        return error / scales;
    }

    private static Tensor Unevenness(Tensor displacements, int count)
    {
        var (height, width) = (displacements.shape[2], displacements.shape[3]);
        var across = displacements.narrow(3, 1, width - 1) - displacements.narrow(3, 0, width - 1);
        var down = displacements.narrow(2, 1, height - 1) - displacements.narrow(2, 0, height - 1);
        return SumSquares(across, count) + SumSquares(down, count);
    }

    private static Tensor SumSquares(Tensor values, int count)
    {
        using Scalar images = (float)count;
        return values.square().sum() / images;
    }
}
