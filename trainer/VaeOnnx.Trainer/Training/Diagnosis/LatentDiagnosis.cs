using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Training;

/// <summary>How a trained VAE uses its latent, and what is wrong with that.</summary>
public sealed record LatentDiagnosis
{
    /// <summary>A unit is active where the variance over images of its posterior mean is above this (Burda, Grosse &amp; Salakhutdinov 2016, arXiv 1509.00519, section 5.2).</summary>
    public const double ActiveVariance = 0.01;

    private const int MaxImages = 1024;
    private const int BatchSize = 64;
    private const double IdleShare = 0.75;
    private const double ExampleFreeBits = 0.1;
    private const double DeadResponse = 0.5 / 255; // less than the rounding to bytes: nobody could see it

    /// <summary>The variance over images of each unit's posterior mean.</summary>
    public required IReadOnlyList<double> MeanVariances { get; init; }

    /// <summary>The KL divergence of each unit from the prior, mean over images, in nats.</summary>
    public required IReadOnlyList<double> KlPerUnit { get; init; }

    /// <summary>How far two decoded samples of the prior lie apart: mean absolute difference of pixels, in units of the pixel range.</summary>
    public required double DecoderResponse { get; init; }

    /// <summary>How many units are active.</summary>
    public int ActiveUnits => MeanVariances.Count(variance => variance > ActiveVariance);

    /// <summary>What is wrong; empty where nothing is.</summary>
    public IReadOnlyList<LatentFinding> Findings => [.. Find()];

    /// <summary>Examines a VAE with up to 1,024 images.</summary>
    /// <param name="vae">The VAE; it is left in eval mode.</param>
    /// <param name="images">Images of its kind, labelled where it takes classes.</param>
    /// <exception cref="ArgumentException">There are no images, or of another size.</exception>
    public static LatentDiagnosis Of(Vae vae, ImageSource images)
    {
        ArgumentNullException.ThrowIfNull(vae);
        TrainingImages.Check(images, vae.Image, nameof(images));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        vae.eval();
        var count = Math.Min(images.Count, MaxImages);
        using var loader = new BatchLoader(images, BatchSize, task: null, taskSeed: 0, epsilonSeed: 0);
        var means = new List<Tensor>();
        var divergences = new List<Tensor>();
        for (var first = 0; first < count; first += BatchSize)
        {
            var batch = loader.Load([.. Enumerable.Range(first, Math.Min(BatchSize, count - first))], step: 0);
            var (mu, logVar) = vae.Encode(batch.Inputs, VaeObjective.OneHot(batch.Labels, vae.Classes));    // [N, LatentDim] twice
            means.Add(mu);
            divergences.Add(VaeLosses.KlPerUnit(mu, logVar) * batch.Count);
        }

        return new LatentDiagnosis
        {
            MeanVariances = Values(cat(means).var([0], unbiased: false)),
            KlPerUnit = [.. Values(stack(divergences).sum([0])).Select(sum => sum / count)],
            DecoderResponse = ResponseOf(vae),
        };
    }

    /// <summary>For example <c>18 of 20 latent units active, KL 25.1 nats, decoder moves pixels by 0.21</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{ActiveUnits} of {MeanVariances.Count} latent units active, KL {KlPerUnit.Sum():0.0} nats, decoder moves pixels by {DecoderResponse:0.###}");

    // Images of neighbouring samples of the prior, of one class: what differs comes from z.
    private static double ResponseOf(Vae vae)
    {
        const int Samples = 32;
        var values = new float[Samples * vae.LatentDim];
        SeededNoise.FillNormal(values, vae.LatentDim, seed: 0);
        var labels = VaeObjective.OneHot(vae.Classes == 0 ? null : zeros(Samples, ScalarType.Int64), vae.Classes);
        var decoded = vae.Decode(tensor(values).reshape(Samples, vae.LatentDim), labels);                       // [Samples, C, H, W]
        return (decoded - decoded.roll(1, 0)).abs().mean().item<float>();
    }

    private static double[] Values(Tensor tensor) => Array.ConvertAll(tensor.data<float>().ToArray(), value => (double)value);

    private IEnumerable<LatentFinding> Find()
    {
        var units = MeanVariances.Count;
        var (lessBeta, warmUp, freeBits) = (new LatentRemedy(LatentSetting.Beta), new LatentRemedy(LatentSetting.KlWarmUpSteps), new LatentRemedy(LatentSetting.FreeBits, ExampleFreeBits));
        if (ActiveUnits == 0)
        {
            yield return new LatentFinding(LatentFailure.PosteriorCollapse, FormattableString.Invariant(
                $"Posterior collapse: of {units} latent units none is active (variance of mu over images above {ActiveVariance}; the highest is {MeanVariances.Max():0.####}), KL {KlPerUnit.Sum():0.###} nats."), [lessBeta, warmUp, freeBits]);
        }
        else if (units - ActiveUnits > IdleShare * units)
        {
            yield return new LatentFinding(LatentFailure.IdleUnits, FormattableString.Invariant(
                $"Only {ActiveUnits} of {units} latent units are active (variance of mu over images above {ActiveVariance})."), [new LatentRemedy(LatentSetting.LatentDim, 2 * ActiveUnits), warmUp, freeBits]);
        }

        // Negated, so that NaN is found.
        if (!(DecoderResponse >= DeadResponse))
        {
            yield return new LatentFinding(LatentFailure.DeadDecoder, FormattableString.Invariant(
                $"Dead decoder: other samples of z move pixels by {DecoderResponse:0.######} of their range, less than a byte shows."), [new LatentRemedy(LatentSetting.LearningRate), lessBeta, freeBits]);
        }
    }
}
