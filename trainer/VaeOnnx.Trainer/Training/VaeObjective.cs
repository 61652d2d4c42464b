using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>
/// −ELBO with one sample of z an image: reconstruction + beta · KL, in nats an image. In training beta may rise from 0 and each latent
/// unit may have nats that cost nothing; validation is measured without either, so that epochs compare.
/// </summary>
internal sealed class VaeObjective : Objective
{
    private readonly Vae _vae;
    private readonly KlCost _cost;
    private readonly EpsilonBuffer _epsilon;

    public VaeObjective(Vae vae, TrainingConfig config)
    {
        _vae = vae;
        _cost = new KlCost(config);
        _epsilon = new EpsilonBuffer(config.BatchSize, vae.LatentDim);
    }

    public override nn.Module Module => _vae;

    public override string Description => $"likelihood={_vae.Likelihood} classes={_vae.Classes}";

    public override StepLoss Loss(ImageBatch batch)
    {
        var labels = OneHot(batch.Labels, _vae.Classes);                        // [N, Classes]
        var (mu, logVar) = _vae.Encode(batch.Inputs, labels);                   // [N, LatentDim] twice
        var z = Vae.Reparameterize(mu, logVar, _epsilon.Of(batch));             // [N, LatentDim]
        var outputs = _vae.Outputs(z, labels);                                  // [N, C, H, W]
        var reconstruction = _vae.Likelihood.Loss(outputs, batch.Targets);
        var units = VaeLosses.KlPerUnit(mu, logVar);                            // [LatentDim]
        return new StepLoss(reconstruction + _cost.Of(units, batch, _vae.training), reconstruction, units.sum());
    }

    /// <summary>The bits of −ELBO without beta; of grey values Bernoulli gives a loss, not a likelihood.</summary>
    public override TrainingLoss Complete(TrainingLoss mean) => _vae.Likelihood.Kind == LikelihoodKind.Bernoulli || mean.Reconstruction + mean.KlDivergence is not { } nats
        ? mean
        : mean with { BitsPerDimension = _vae.Likelihood.BitsPerDimension(nats, _vae.Image) };

    public override LatentDiagnosis Diagnose(ImageSource images) => LatentDiagnosis.Of(_vae, images);

    public override IEnumerable<(string Tag, Tensor Images)> Pictures(ImageSource images)
    {
        const int Count = 16;
        using var loader = new BatchLoader(images, Count, task: null, taskSeed: 0, epsilonSeed: 0);
        var batch = loader.Load([.. Enumerable.Range(0, Math.Min(Count, images.Count))], step: 0);
        var labels = OneHot(batch.Labels, _vae.Classes);
        var (mu, _) = _vae.Encode(batch.Inputs, labels);
        var z = new float[batch.Count * _vae.LatentDim];
        SeededNoise.FillNormal(z, _vae.LatentDim, seed: 0);
        yield return ("images", batch.Inputs);
        yield return ("reconstructions", _vae.Decode(mu, labels));
        yield return ("samples", _vae.Decode(tensor(z).reshape(mu.shape), labels));
    }

    public override void Dispose()
    {
        _epsilon.Dispose();
        _cost.Dispose();
        base.Dispose();
    }

    /// <summary>Class indices as rows with a single 1; null for models that take no labels.</summary>
    internal static Tensor? OneHot(Tensor? labels, int classes) => classes == 0
        ? null
        : nn.functional.one_hot(labels ?? throw new InvalidOperationException("A conditional VAE needs labelled images."), classes).to_type(ScalarType.Float32);
}
