using VaeOnnx.Cli.Hosting;
using VaeOnnx.Cli.Measurement;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Quantization;

/// <summary>Compares int8 bundles with their float32 bundle on images that nothing was fitted to.</summary>
internal sealed class QualityStudy
{
    private const int LeastSideForSsim = 11;

    private readonly VaeBundle _float32;
    private readonly ImageSource _images;
    private readonly ulong _seed;
    private readonly float[] _clean;
    private readonly Dictionary<string, Quality> _float32Scores = [];
    private readonly Lazy<float[]> _mu;

    public QualityStudy(VaeBundle float32, ImageSource images, ulong seed)
    {
        (_float32, _images, _seed) = (float32, images, seed);
        _clean = new float[images.Count * images.Spec.Length];
        images.Gather(Enumerable.Range(0, images.Count).ToArray(), _clean);
        _mu = new Lazy<float[]>(() => Encode(float32));
    }

    /// <summary>Measures one int8 bundle; what the float32 one gives is measured once.</summary>
    public IReadOnlyList<QualityRow> Compare(VaeBundle int8)
    {
        var rows = new List<QualityRow>();
        if (int8.Has(GraphRole.Encoder) && int8.Has(GraphRole.Decoder))
            rows.AddRange(Reconstructions(int8));
        if (int8.Has(GraphRole.Denoiser))
            rows.AddRange(GraphInputs.NoiseOf(int8.Manifest).Noises.Select(noise => Denoised(int8, noise.At(1f))));
        if (int8.Has(GraphRole.Classifier) && _images.IsLabelled)
            rows.Add(Row("classifier", "classifier", GraphRole.Classifier, Classified, int8));
        return rows;
    }

    private IEnumerable<QualityRow> Reconstructions(VaeBundle int8)
    {
        var mu = Encode(int8);
        Quality Float32(VaeBundle bundle) => Score(Decode(bundle, _mu.Value));
        yield return new QualityRow("encoder", "encoder", GraphRole.Encoder, Once("reconstruction", Float32), Score(Decode(_float32, mu)));
        yield return new QualityRow("decoder", "decoder", GraphRole.Decoder, Once("reconstruction", Float32), Score(Decode(int8, _mu.Value)));
        yield return new QualityRow("encoder and decoder", "vae", null, Once("reconstruction", Float32), Score(Decode(int8, mu)));
    }

    private QualityRow Denoised(VaeBundle int8, ImageNoise noise)
    {
        var noisy = new float[_clean.Length];
        noise.Apply(_clean, noisy, _images.Spec.Length, _seed, firstSampleIndex: 0);
        return Row($"denoiser, {Text.Noise(noise)}", $"denoiser.{noise}", GraphRole.Denoiser, bundle => Score(bundle.Denoiser.Denoise(noisy)), int8);
    }

    private QualityRow Row(string name, string key, GraphRole graph, Func<VaeBundle, Quality> measure, VaeBundle int8) => new(name, key, graph, Once(name, measure), measure(int8));

    private Quality Once(string name, Func<VaeBundle, Quality> measure) =>
        _float32Scores.TryGetValue(name, out var known) ? known : _float32Scores[name] = measure(_float32);

    private Quality Classified(VaeBundle bundle) => new(null, null, Accuracy.Of(bundle.Classifier, _clean, _images.Labels.Span));

    private float[] Encode(VaeBundle bundle)
    {
        var latents = _images.Count * bundle.Encoder.LatentDim;
        float[] mu = new float[latents], logVar = new float[latents];
        bundle.Encoder.Encode(_clean, mu, logVar);
        return mu;
    }

    private float[] Decode(VaeBundle bundle, float[] mu)
    {
        var images = new float[_clean.Length];
        bundle.Decoder.Decode(mu, images);
        return images;
    }

    private Quality Score(float[] images)
    {
        var spec = _images.Spec;
        var ssim = Math.Min(spec.Height, spec.Width) >= LeastSideForSsim ? ImageQuality.Ssim(images, _clean, spec) : (double?)null;
        return new Quality(ImageQuality.Psnr(images, _clean, spec), ssim, null);
    }
}
