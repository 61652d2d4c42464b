using VaeOnnx.Contracts;
using VaeOnnx.Trainer.Data;
using VaeOnnx.Trainer.Training;

namespace VaeOnnx.Cli.Experiments.Denoising;

/// <summary>Images and what noise made of them: the same arrays for every method.</summary>
internal sealed class NoisyImages
{
    /// <summary>Adds noise.</summary>
    /// <param name="images">The images.</param>
    /// <param name="noise">The noise.</param>
    /// <param name="seed">Draws it.</param>
    public NoisyImages(ImageSource images, ImageNoise noise, ulong seed)
    {
        Spec = images.Spec;
        Clean = new float[images.Count * Spec.Length];
        images.Gather([.. Enumerable.Range(0, images.Count)], Clean);
        Noisy = new float[Clean.Length];
        noise.Apply(Clean, Noisy, Spec.Length, seed);
    }

    /// <summary>The size of one image.</summary>
    public ImageSpec Spec { get; }

    /// <summary>N·C·H·W values in [0, 1].</summary>
    public float[] Clean { get; }

    /// <summary>As many values; outside [0, 1] too where the noise is not clipped.</summary>
    public float[] Noisy { get; }

    /// <summary>The pixels of all images, in millions.</summary>
    public double Megapixels => Clean.Length / (double)Spec.Channels / 1e6;
}
