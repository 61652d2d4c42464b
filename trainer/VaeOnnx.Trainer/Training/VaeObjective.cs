using System.Runtime.InteropServices;
using TorchSharp;
using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>−ELBO with one sample of z an image: reconstruction + beta · KL, in nats an image.</summary>
internal sealed class VaeObjective : Objective
{
    private readonly Vae _vae;
    private readonly Scalar _beta;
    private readonly Tensor _epsilon;

    public VaeObjective(Vae vae, double beta, int batchSize)
    {
        _vae = vae;
        _beta = (float)beta;
        _epsilon = empty(batchSize, vae.LatentDim).DetachFromDisposeScope();
    }

    public override nn.Module Module => _vae;

    public override StepLoss Loss(ImageBatch batch)
    {
        var (mu, logVar) = _vae.Encoder.call(batch.Inputs);                     // [N, LatentDim] twice
        var z = Vae.Reparameterize(mu, logVar, Epsilon(batch));                 // [N, LatentDim]
        var logits = _vae.Decoder.Logits(z);                                    // [N, C, H, W]
        var reconstruction = VaeLosses.ReconstructionLoss(logits, batch.Targets);
        var kl = VaeLosses.KlDivergence(mu, logVar);
        return new StepLoss(reconstruction + (kl * _beta), reconstruction, kl);
    }

    public override void Dispose()
    {
        _epsilon.Dispose();
        _beta.Dispose();
        base.Dispose();
    }

    private Tensor Epsilon(ImageBatch batch)
    {
        var values = MemoryMarshal.Cast<byte, float>(_epsilon.bytes)[..(batch.Count * _vae.LatentDim)];
        SeededNoise.FillNormal(values, _vae.LatentDim, batch.EpsilonSeed, batch.FirstSample, draw: 0);
        return _epsilon.narrow(0, 0, batch.Count);
    }
}
