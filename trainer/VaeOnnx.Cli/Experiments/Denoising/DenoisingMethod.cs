using VaeOnnx.Runtime;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>A way from noisy to clean images.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="Setting">How it was tuned; empty for none.</param>
/// <param name="Run">The noisy images → the denoised ones, as many values in [0, 1].</param>
internal sealed record DenoisingMethod(string Name, string Setting, Func<NoisyImages, float[]> Run)
{
    /// <summary>Leaves the images as they are, but for what no file holds.</summary>
    public static DenoisingMethod Untreated { get; } = new(DenoisingRun.Untreated, "", images => Clipped(images.Noisy));

    /// <summary>Filters.</summary>
    public static DenoisingMethod Of(TunedFilter tuned) =>
        new(tuned.Filter.Name, tuned.ToString(), images => Clipped(tuned.Filter.Run(images.Noisy, images.Spec.Height, images.Spec.Width, tuned.Number)));

    /// <summary>Runs a bundle's denoiser, as an app does.</summary>
    public static DenoisingMethod Of(string name, Denoiser denoiser, CancellationToken cancellation) => new(name, "", images =>
    {
        var results = new float[images.Noisy.Length];
        denoiser.Denoise(images.Noisy, results, cancellation);
        return Clipped(results);
    });

    private static float[] Clipped(float[] values) => Array.ConvertAll(values, value => Math.Clamp(value, 0f, 1f));
}
