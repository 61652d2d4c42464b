using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Models;

namespace VaeOnnx.Cli.Measurement;

/// <summary>How probable images are under a bundle's VAE, through its exported graphs. The same images, bundle and settings give the same numbers.</summary>
internal sealed class LikelihoodMeasurement(VaeBundle bundle, Binarization binarization, int samples, ulong seed)
{
    /// <summary>Apart from the draws of the posterior samples.</summary>
    private const ulong BinarizationKey = 0xB1A2;

    private readonly ImageSpec _image = bundle.Manifest.Image;
    private readonly List<double> _elbo = [];
    private readonly List<double> _likelihood = [];

    /// <summary>What is usual for a bundle's pixels: Bernoulli ones are drawn black or white, all others stay.</summary>
    public static Binarization UsualFor(BundleManifest manifest) => KindOf(manifest) == LikelihoodKind.Bernoulli ? Binarization.Stochastic : Binarization.None;

    /// <summary>The distribution of a bundle's pixels; a manifest that names none means Bernoulli.</summary>
    public static LikelihoodKind KindOf(BundleManifest manifest) => manifest.Likelihood?.Kind ?? LikelihoodKind.Bernoulli;

    /// <summary>Measures the next images.</summary>
    /// <param name="values">N·C·H·W values in the pixel range; binarised in place.</param>
    /// <param name="labels">Their classes where the VAE was trained with labels; otherwise none.</param>
    /// <param name="cancellation">Stops also within a run.</param>
    public void Add(Span<float> values, ReadOnlySpan<int> labels, CancellationToken cancellation)
    {
        Binarize(values);
        var (elbo, likelihood) = (new float[values.Length / _image.Length], new float[values.Length / _image.Length]);
        bundle.AnomalyScorer.BoundLikelihood(values, elbo, likelihood, new AnomalyOptions { Draws = samples, Seed = seed, FirstSampleIndex = _elbo.Count }, labels, cancellation);
        _elbo.AddRange(elbo.Select(nats => (double)nats));
        _likelihood.AddRange(likelihood.Select(nats => (double)nats));
    }

    /// <summary>What has been measured; at least one image.</summary>
    public LikelihoodEstimate Result()
    {
        var (mean, count) = (_likelihood.Average(), _likelihood.Count);
        var variance = count > 1 ? _likelihood.Sum(nats => (nats - mean) * (nats - mean)) / (count - 1) : 0;
        return new LikelihoodEstimate
        {
            NegativeElbo = _elbo.Average(),
            NegativeLogLikelihood = mean,
            StandardError = Math.Sqrt(variance / count),
            BitsPerDimension = KindOf(bundle.Manifest) == LikelihoodKind.Bernoulli && binarization == Binarization.None ? null : Bits(mean),
            Samples = samples,
            Images = count,
            Binarization = binarization,
        };
    }

    private double Bits(double nats)
    {
        using var likelihood = PixelLikelihood.Create(KindOf(bundle.Manifest), _image.Channels);
        return likelihood.BitsPerDimension(nats, _image);
    }

    private void Binarize(Span<float> values)
    {
        if (binarization == Binarization.None)
            return;
        var thresholds = new float[values.Length];
        if (binarization == Binarization.Threshold)
            Array.Fill(thresholds, 0.5f);
        else
            SeededNoise.FillUniform(thresholds, _image.Length, seed ^ BinarizationKey, _elbo.Count);
        var range = _image.PixelMax - _image.PixelMin;
        for (var i = 0; i < values.Length; i++)
            values[i] = (values[i] - _image.PixelMin) / range > thresholds[i] ? _image.PixelMax : _image.PixelMin;
    }
}
