using VaeOnnx.Cli.Verification;
using VaeOnnx.Contracts;
using VaeOnnx.Runtime;
using VaeOnnx.Trainer.Bundles;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Quantization;

/// <summary>What each graph of a bundle meets in use: images, noisy ones for a denoiser, samples of their posteriors for a decoder.</summary>
/// <param name="Description">For the manifest.</param>
/// <param name="Values">[N, ...] for each role of the bundle.</param>
internal sealed record GraphInputs(string Description, IReadOnlyDictionary<GraphRole, float[]> Values)
{
    // As train denoiser and as demo record it.
    private static readonly string[] s_trainingNoise = ["denoiser.noise", "denoiser.training_noise"];

    /// <summary>Makes the inputs out of images.</summary>
    /// <param name="description">What images.</param>
    /// <param name="bundle">The float32 bundle: its encoder gives the posteriors.</param>
    /// <param name="images">[N, C, H, W].</param>
    /// <param name="seed">Draws the noise.</param>
    public static GraphInputs Of(string description, VaeBundle bundle, float[] images, ulong seed) =>
        new(description, bundle.Manifest.Graphs.ToDictionary(graph => graph.Role, graph => graph.Role switch
        {
            GraphRole.Decoder => Posteriors(bundle, images, seed),
            GraphRole.Denoiser => Noisy(bundle.Manifest, images, seed),
            _ => images,
        }));

    /// <summary>The few held-out inputs that a bundle carries.</summary>
    public static GraphInputs OfProbes(string folder, BundleManifest manifest) =>
        new($"the bundle's {manifest.Probes!.Rows} probes", ProbeFile.Read(folder, manifest).ToDictionary(probe => probe.Role, probe => probe.Inputs[0].ToArray()));

    /// <summary>The noise that a bundle's denoiser was trained on, as far as its settings tell.</summary>
    public static NoiseMix NoiseOf(BundleManifest manifest) =>
        s_trainingNoise.Select(manifest.Settings.GetValueOrDefault).OfType<string>().FirstOrDefault() is { } text ? NoiseMix.Parse(text) : NoiseMix.Default;

    /// <summary>The first samples of one graph's inputs.</summary>
    public ReadOnlyMemory<float> First(GraphEntry graph, int count)
    {
        var values = Values[graph.Role];
        return values.AsMemory(0, Math.Min(values.Length, count * GraphRun.RowLength(graph.Inputs[0])));
    }

    private static float[] Posteriors(VaeBundle bundle, float[] images, ulong seed)
    {
        var latents = images.Length / bundle.Manifest.Image.Length * bundle.Encoder.LatentDim;
        float[] mu = new float[latents], logVar = new float[latents], z = new float[latents];
        bundle.Encoder.Encode(images, mu, logVar);
        SeededNoise.FillNormal(z, bundle.Encoder.LatentDim, seed);
        for (var i = 0; i < z.Length; i++)
            z[i] = mu[i] + (MathF.Exp(logVar[i] / 2) * z[i]);
        return z;
    }

    // Every kind at its least, its middle and its greatest strength in turn: the whole of what the denoiser knows.
    private static float[] Noisy(BundleManifest manifest, float[] images, ulong seed)
    {
        var (noises, length) = (NoiseOf(manifest).Noises, manifest.Image.Length);
        var noisy = new float[images.Length];
        for (var i = 0; i < images.Length / length; i++)
        {
            noises[i % noises.Count].At(i / noises.Count % 3 / 2f).Apply(images.AsSpan(i * length, length), noisy.AsSpan(i * length, length), length, seed, firstSampleIndex: i);
        }

        return noisy;
    }
}
