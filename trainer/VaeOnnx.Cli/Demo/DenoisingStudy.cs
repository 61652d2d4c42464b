using VaeOnnx.Cli.Measurement;
using VaeOnnx.Cli.Pictures;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Evaluation;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Demo;

/// <summary>Puts noise on the test images and takes it off again with the bundle's denoiser.</summary>
internal sealed class DenoisingStudy
{
    private readonly VaeBundle _bundle;
    private readonly ImageSet _test;
    private readonly ulong _seed;
    private readonly float[] _clean;

    public DenoisingStudy(VaeBundle bundle, ImageSet test, ulong seed)
    {
        _bundle = bundle;
        _test = test;
        _seed = seed;
        _clean = new float[test.Count * test.Spec.Length];
        test.Gather(Enumerable.Range(0, test.Count).ToArray(), _clean);
    }

    /// <summary>Measures one kind of noise.</summary>
    /// <param name="noise">The noise.</param>
    /// <param name="shown">How many images to keep for the picture.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    public DenoisingResult Run(ImageNoise noise, int shown, CancellationToken cancellation)
    {
        var noisy = new float[_clean.Length];
        noise.Apply(_clean, noisy, _test.Spec.Length, _seed, firstSampleIndex: 0);
        var denoised = new float[_clean.Length];
        _bundle.Denoiser.Denoise(noisy, denoised, cancellation);
        var length = Math.Min(shown, _test.Count) * _test.Spec.Length;
        return new DenoisingResult(noise, Score(noisy), Score(denoised))
        {
            NoisyShown = Pixels.ToBytes(noisy.AsSpan(0, length), _test.Spec),
            DenoisedShown = Pixels.ToBytes(denoised.AsSpan(0, length), _test.Spec),
        };
    }

    private QualityScore Score(float[] images) => new(
        ImageQuality.Psnr(images, _clean, _test.Spec),
        ImageQuality.Ssim(images, _clean, _test.Spec),
        Accuracy.Of(_bundle.Classifier, images, _test.Labels.Span));
}
