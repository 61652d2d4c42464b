using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Models;
using VaeOnnx.Trainer.Training;
using static TorchSharp.torch;

namespace VaeOnnx.Trainer.Bundles;

/// <summary>Makes the inputs of the proofs from held-out images. The tensors belong to the caller's dispose scope.</summary>
internal sealed class HeldOutProbes
{
    private const int MaxImages = 64;
    internal const ulong Seed = 0; // any: the proof is the same at each run

    private readonly Tensor _images;
    private readonly Tensor? _labels;
    private readonly int[] _batchSizes;

    public HeldOutProbes(ImageSource heldOut)
    {
        var count = Math.Min(heldOut.Count, MaxImages);
        var spec = heldOut.Spec;
        var pixels = new float[count * spec.Length];
        int[] first = [.. Enumerable.Range(0, count)];
        heldOut.Gather(first, pixels);
        _images = tensor(pixels).reshape(count, spec.Channels, spec.Height, spec.Width);
        if (heldOut.IsLabelled)
        {
            var labels = new long[count];
            heldOut.GatherLabels(first, labels);
            _labels = tensor(labels);
        }

        _batchSizes = [.. new[] { 1, 3, count }.Where(size => size <= count).Distinct()];
    }

    public ParityProbes Images() => new("held-out images", Cut(_images));

    /// <summary>The images, [N, C, H, W].</summary>
    public Tensor Values => _images;

    /// <summary>The images with noise, as a denoiser meets them; see <see cref="DenoiserProbes"/>.</summary>
    public Tensor Noisy(NoiseMix noise)
    {
        var noisy = _images.clone();
        var length = (int)(_images.numel() / _images.shape[0]);
        float[] clean = _images.data<float>().ToArray(), result = new float[clean.Length];
        for (var i = 0; i < _images.shape[0]; i++)
            noise.Apply(clean.AsSpan(i * length, length), result.AsSpan(i * length, length), Seed, i, step: 0);
        noisy.data<float>().CopyFrom(result);
        return noisy;
    }

    /// <summary>As an encoder meets them: images, with their labels where the VAE takes classes.</summary>
    public ParityProbes Images(Vae vae) => new("held-out images", Cut(WithLabels(vae, _images)));

    /// <summary>As a decoder meets them: samples of the posteriors of held-out images.</summary>
    public ParityProbes Latents(Vae vae)
    {
        using var noGradient = no_grad();
        var (mu, logVar) = vae.Encode(_images, LabelsFor(vae));
        return new ParityProbes("posterior samples of held-out images", Cut(WithLabels(vae, Sample(mu, logVar))));
    }

    /// <summary>As a warp-VAE's encoder meets them: each image with another.</summary>
    public ParityProbes Pairs() => new("pairs of held-out images", Cut(_images, Partners()));

    /// <summary>As a warp-VAE's decoder meets them: images with samples of their pairs' posteriors.</summary>
    public ParityProbes Latents(WarpVae warp)
    {
        using var noGradient = no_grad();
        var (mu, logVar) = warp.Encoder.call(_images, Partners());
        return new ParityProbes("held-out images with posterior samples of their pairs", Cut(Sample(mu, logVar), _images));
    }

    // Any partner does for a proof: the next image.
    private Tensor Partners() => _images.roll(1, 0);

    private static Tensor Sample(Tensor mu, Tensor logVar)
    {
        var epsilon = new float[mu.numel()];
        SeededNoise.FillNormal(epsilon, (int)mu.shape[1], Seed, firstSampleIndex: 0, draw: 0);
        return Vae.Reparameterize(mu, logVar, tensor(epsilon).reshape(mu.shape));
    }

    private Tensor[] WithLabels(Vae vae, Tensor input) => LabelsFor(vae) is { } labels ? [input, labels] : [input];

    private Tensor? LabelsFor(Vae vae) => VaeObjective.OneHot(_labels, vae.Classes);

    /// <summary>The first rows of each input, for each of the proof's batch sizes.</summary>
    public Tensor[][] Cut(params Tensor[] inputs) => [.. _batchSizes.Select(size => First(size, inputs))];

    /// <summary>The first row of each input.</summary>
    public static Tensor[] First(Tensor[] inputs) => First(1, inputs);

    private static Tensor[] First(int size, Tensor[] inputs) => [.. inputs.Select(rows => rows.narrow(0, 0, size).contiguous())];
}
